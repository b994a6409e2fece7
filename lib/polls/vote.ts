import type { OperatorFunction } from "rxjs";
import { each, type EachOptions } from "../operators/each.ts";
import { assertFunction } from "../util/validate.ts";
import type { GroupPoll } from "./group_poll.ts";

/**
 * Votes in each poll of a stream, one after the other unless `concurrency` says
 * otherwise.
 *
 * @param choose The ids of the options to choose in a poll.
 * @returns Each poll as the server answers it; see {@linkcode Polls.vote}.
 * @throws {TypeError} With no function.
 */
export function vote<E = never>(
  choose: (poll: GroupPoll) => readonly string[],
  options?: EachOptions<GroupPoll, E>,
): OperatorFunction<GroupPoll, GroupPoll | E> {
  assertFunction(choose, "choose");
  return each((poll) => poll.manager.vote(poll, choose(poll)), options);
}
