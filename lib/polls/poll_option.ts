import { toId, toKnownIds, toNumber, toObjects, toText } from "../wire/json.ts";
import type { PollOptionData } from "./poll_data.ts";

/** An option of a poll, and who chose it. */
export interface PollOption {
  /** Its id within the poll: `1`, `2`, ... */
  readonly id: string;
  /** Its text. */
  readonly title: string | undefined;
  /** How many chose it; `undefined` where an anonymous poll does not tell. */
  readonly votes: number | undefined;
  /** User ids of who chose it; `undefined` where an anonymous poll does not tell. */
  readonly voterIds: readonly string[] | undefined;
}

/**
 * Reads the options of a poll.
 *
 * @param isPublic Whether votes that are not told are none.
 */
export function toOptions(
  list: unknown,
  isPublic: boolean,
): readonly PollOption[] {
  return toObjects<PollOptionData>(list).map((data) => {
    const { voter_ids, votes } = data;
    const isKnown = isPublic || Array.isArray(voter_ids);
    const voterIds = isKnown ? toKnownIds(voter_ids) : undefined;
    return {
      id: toId(data.id),
      title: toText(data.title),
      votes: toNumber(votes) ?? voterIds?.length,
      voterIds,
    };
  });
}
