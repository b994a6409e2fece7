/**
 * Bots: commands and notices, answered once, whatever fails.
 *
 * @example A bot that survives restarts
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { commands } from "@rxgroupme/client/bot";
 * import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
 *
 * const client = Client.fromToken("...");
 * const cursor = denoKvCursor(await Deno.openKv(), ["bot", "1234"]);
 * client.groups.messages("1234").tail({ cursor }).pipe(
 *   commands({ "!ping": () => "pong" }, { cursor }),
 * ).subscribe(({ type, name }) => console.log(name, type));
 * ```
 *
 * @module
 */

export { type CommandHandler, type Commands, commands } from "./commands.ts";
export { notices, type NoticeTypes } from "./notices.ts";
export {
  type AnyNoticeType,
  type Notice,
  type Noticeable,
  noticeOf,
} from "./notice.ts";
export type {
  EventNotice,
  NoticeBy,
  NoticeData,
  NoticeEvent,
  NoticePoll,
  NoticeType,
  NoticeUser,
  OpennessNotice,
  PollNotice,
  TopicNotice,
} from "./notice_data.ts";
export type { BotOutcome } from "./outcome.ts";
export type { Answerable, BotOptions, Handled } from "./options.ts";
