/**
 * The polls of a conversation: made, voted in, ended, watched, and their changes
 * as a stream.
 *
 * @example Ask a group, and show the votes as they come
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { polls } from "@rxgroupme/client/polls";
 * import { switchMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const here = polls(client, "1234");
 * const expiresAt = new Date(Date.now() + 24 * 3_600_000);
 * here.create({ subject: "Which pier?", options: ["Four", "Nine"], expiresAt })
 *   .pipe(switchMap(({ id }) => here.watch(id)))
 *   .subscribe(({ options }) => {
 *     console.log(options.map(({ title, votes }) => `${title}: ${votes}`));
 *   });
 * ```
 *
 * @module
 */

export type { Conversation } from "../resources/conversation.ts";
export type { WatchOptions } from "../resources/watch_value.ts";
export { GroupPoll } from "./group_poll.ts";
export type { NewPoll } from "./new_poll.ts";
export { type PollChange, pollChanges } from "./poll_changes.ts";
export type { PollData, PollOptionData, SharedPollData } from "./poll_data.ts";
export type { PollOption } from "./poll_option.ts";
export { Polls, polls } from "./polls.ts";
export { vote } from "./vote.ts";
