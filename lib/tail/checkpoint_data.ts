import { GroupMeError } from "../errors.ts";
import type { Watermark } from "./high_water_mark.ts";

/** The stored place in one conversation. */
export interface Offset {
  /** Everything up to this id was committed; or the `"beginning"`. */
  after?: string | undefined;
  /** Without `after`: where the conversation begins. */
  watermark?: string | undefined;
  /** Whether no index lists the conversation, so that it has to be polled. */
  isUnlisted?: boolean | undefined;
  /** The committed ids beyond that, with the time of each in ms. */
  seen: (readonly [id: string, ms: number])[];
}

/** The content of a cursor. */
export interface CheckpointData {
  /** Each conversation by its name. */
  offsets: { [name: string]: Offset };
  /** Where conversations begin that turn up later. */
  watermarks?: readonly Watermark[] | undefined;
}

/**
 * Reads the content of a cursor.
 *
 * @throws {GroupMeError} When that is something else.
 */
export function parse(text: string | undefined): CheckpointData {
  if (text === undefined || text === "") return { offsets: {} };
  try {
    const { offsets, watermarks } = JSON.parse(text) as CheckpointData;
    const all = Object.values(offsets);
    const isValid = all.every(({ after = "1", watermark = "1", seen }) =>
      /^(\d+|beginning)$/.test(after) && /^\d+$/.test(watermark) &&
      isListOfPairs(seen)
    );
    if (!isValid || !isListOfPairs(watermarks ?? [])) {
      throw new TypeError("it holds no pairs of an id and a time");
    }
    return { offsets, watermarks };
  } catch (cause) {
    throw new GroupMeError(
      "Cannot read the cursor: it holds something else. Choose another place, or clear it",
      { cause },
    );
  }
}

function isListOfPairs(it: unknown): boolean {
  return Array.isArray(it) &&
    it.every((pair) =>
      Array.isArray(pair) && /^\d+$/.test(pair[0]) && Number.isFinite(pair[1])
    );
}
