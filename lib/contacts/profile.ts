import {
  type JsonObject,
  readObject,
  toDate,
  toObjects,
  toText,
} from "../wire/json.ts";
import type { ProfileData } from "./contact_data.ts";
import { type GroupSummary, toGroup } from "./group_summary.ts";
import { type Person, toPerson } from "./person.ts";

/** A user, as shown to others. */
export interface Profile extends Person {
  /** The JSON as it came: unknown fields are kept. */
  readonly data: ProfileData;
  /** The user's words about themselves. */
  readonly bio: string | undefined;
  /** When the user signed up. */
  readonly createdAt: Date | undefined;
  /** The groups that you are both in. */
  readonly sharedGroups: readonly GroupSummary[];
}

/**
 * Reads a profile.
 *
 * @throws {DecodeError} When there is no user in it.
 */
export function toProfile(answer: unknown): Profile {
  const data = readObject<ProfileData>(answer, "user");
  const user = readObject<ProfileData["user"]>(data.user, "user");
  return {
    ...toPerson(user),
    data,
    bio: toText(user.bio) || undefined,
    createdAt: toDate(user.created_at),
    sharedGroups: toObjects<JsonObject>(data.shared_groups).map(toGroup),
  };
}
