import type { Api } from "../resource.ts";
import { type TailOptions, tailOptions } from "./options.ts";
import { type PlainMessage, plainSource } from "./plain_source.ts";
import { type Tail, tailOf } from "./tail.ts";
import { tailOne } from "./tail_one.ts";

/**
 * Tails a group and does nothing else, for a page or a worker that has to be
 * small: it is {@linkcode Messages.tail} without the classes of messages and
 * attachments and their commands.
 *
 * @param session Sends the requests; one for everything that a program tails.
 * @returns A {@linkcode Tail} of plain messages.
 * @throws {TypeError} When `groupId` or `since` is not an id.
 * @throws {RangeError} When a number in the options is out of its range.
 *
 * @example Show what is said
 * ```ts
 * import { Session, tailGroup } from "@rxgroupme/client";
 *
 * const session = new Session({ token: "..." });
 * tailGroup(session, "1234").subscribe(({ data }) => {
 *   console.log(`${data.name}: ${data.text}`);
 * });
 * ```
 */
export function tailGroup(
  session: Api,
  groupId: string,
  options: TailOptions = {},
): Tail<PlainMessage> {
  const source = plainSource(session, groupId);
  const full = tailOptions(options);
  return tailOf(session, full, tailOne(source, full), source.key);
}
