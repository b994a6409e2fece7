/**
 * The topics of groups: conversations of their own inside a group, which no
 * index of GroupMe's lists.
 *
 * @example Make a topic, and write in it
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { topics } from "@rxgroupme/client/topics";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * topics(client, "1234").create({ name: "gear" }).pipe(
 *   concatMap((topic) => topic.messages.create("Who brings the nets?")),
 * ).subscribe();
 * ```
 *
 * @module
 */

export type { NumberedPage } from "../paging/numbered_list.ts";
export { everyTopic } from "./every_topic.ts";
export { Topic, type TopicSettings } from "./topic.ts";
export { type TopicChange, topicChanges } from "./topic_changes.ts";
export type { TopicData } from "./topic_data.ts";
export { Topics, topics } from "./topics.ts";
