import { got, invalidArgument } from "../../util/validate.ts";
import type { LengthOptions } from "./draft.ts";
import { assertMessageId } from "./list_options.ts";

/** How to post a message. */
export interface CreateOptions extends LengthOptions {
  /**
   * Your own id for the message, under which it is posted once. A message of
   * this id that already stands is looked for before the first attempt. Further
   * parts of a text that is split have `-2`, `-3`, ... appended.
   *
   * @default {a random id}
   */
  sourceGuid?: string | undefined;
  /**
   * The id of the newest message that was known before an earlier run of the
   * program tried to post under this `sourceGuid`; `""` if there was none. The
   * message is then looked for back to that one before it is sent.
   *
   * @default {the newest 100 messages and those of the last minutes are searched}
   */
  triedAfter?: string | undefined;
}

/**
 * Checks the options of a new message.
 *
 * @throws {TypeError} With a `sourceGuid` that is empty or no text, or with a
 * `triedAfter` that is not an id or has no `sourceGuid` beside it.
 */
export function assertCreateOptions(
  { sourceGuid, triedAfter }: CreateOptions,
): void {
  // By another kind of value it would not be found again, and be posted twice.
  if (sourceGuid !== undefined && !sourceGuid?.trim?.()) {
    throw invalidArgument(
      "sourceGuid",
      `it must be a text, not empty${got(sourceGuid)}`,
    );
  }
  if (triedAfter === undefined) return;
  if (triedAfter !== "") assertMessageId(triedAfter, "triedAfter");
  if (sourceGuid === undefined) {
    throw invalidArgument("triedAfter", "it must come with a sourceGuid");
  }
}

/** The id of a part, counted from 0, of a message that has an id of its own. */
export function guidOfPart(sourceGuid: string, part: number): string {
  return part === 0 ? sourceGuid : `${sourceGuid}-${part + 1}`;
}
