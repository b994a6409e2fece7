import {
  type JsonObject,
  readObject,
  toDate,
  toNumber,
  toObject,
  toObjects,
  toText,
} from "../wire/json.ts";
import type { RequestsData } from "./contact_data.ts";
import { type GroupSummary, toGroup } from "./group_summary.ts";
import { type Person, toPerson } from "./person.ts";

/** A chat that a stranger has begun, and that waits for your approval. */
export interface DirectRequest extends Person {
  /** The text of the newest message. */
  readonly text: string | undefined;
  /** When the newest message was written. */
  readonly createdAt: Date | undefined;
  /** The groups that you are both in. */
  readonly sharedGroups: readonly GroupSummary[];
}

/** A group of yours that people want to join. */
export interface ReceivedRequests extends GroupSummary {
  /** How many wait. */
  readonly count: number | undefined;
}

/** A group that you want to join, which has not let you in yet. */
export interface SentGroupRequest extends GroupSummary {
  /** `requested_pending`, for one. */
  readonly state: string | undefined;
  /** When the state was last changed. */
  readonly updatedAt: Date | undefined;
}

/** All that waits for an answer. */
export interface Requests {
  /** The JSON as it came: unknown fields are kept. */
  readonly data: RequestsData;
  /** Chats that strangers have begun. */
  readonly direct: readonly DirectRequest[];
  /** Groups of yours that people want to join. */
  readonly received: readonly ReceivedRequests[];
  /** Groups that you want to join. */
  readonly sent: readonly SentGroupRequest[];
}

/**
 * Reads the requests that wait.
 *
 * @throws {DecodeError} When it is not an object.
 */
export function toRequests(answer: unknown): Requests {
  const data = readObject<RequestsData>(answer, "requests");
  return {
    data,
    direct: toObjects<JsonObject>(data.dm_requests).map((row) => {
      const { text, created_at } = toObject(row.last_message);
      return {
        ...toPerson(row),
        text: toText(text),
        createdAt: toDate(created_at),
        sharedGroups: toObjects<JsonObject>(row.shared_groups).map(toGroup),
      };
    }),
    received: toObjects<JsonObject>(data.group_requests_received).map((
      row,
    ) => ({
      ...toGroup(row),
      count: toNumber(row.count),
    })),
    sent: toObjects<JsonObject>(data.group_requests_sent).map((row) => ({
      ...toGroup(row),
      state: toText(row.state),
      updatedAt: toDate(row.updated_at),
    })),
  };
}
