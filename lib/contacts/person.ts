import { type JsonObject, toId, toText } from "../wire/json.ts";

/** A user, as profiles and requests show one. */
export interface Person {
  /** The user's id. */
  readonly userId: string;
  /** The user's name. */
  readonly name: string | undefined;
  /** The user's picture. */
  readonly avatarUrl: string | undefined;
}

/** Reads a user; profiles name the id differently. */
export function toPerson(
  { id, user_id, name, avatar_url }: JsonObject,
): Person {
  return {
    userId: toId(user_id ?? id),
    name: toText(name),
    avatarUrl: toText(avatar_url) || undefined,
  };
}
