/**
 * GroupMe as RxJS streams.
 *
 * @example Follow a group live
 * ```ts
 * import { Client } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().subscribe((message) => {
 *   console.log(`${message.name}: ${message.text}`);
 * });
 * ```
 *
 * @module
 */

export { Client, type ClientOptions } from "./lib/client.ts";

export { Group } from "./lib/groups/group.ts";
export { Groups, type ListGroupsOptions } from "./lib/groups/groups.ts";
export { Member } from "./lib/groups/member.ts";
export { Chat } from "./lib/chats/chat.ts";
export { Chats, type ListChatsOptions } from "./lib/chats/chats.ts";
export { Message } from "./lib/messages/message.ts";
export { Messages } from "./lib/messages/messages.ts";
export { DirectMessage } from "./lib/messages/direct_message.ts";
export { DirectMessages } from "./lib/messages/direct_messages.ts";
export { GenericMessage } from "./lib/messages/generic_message.ts";
export {
  type Anchor,
  type CreateOptions,
  GenericMessages,
  type ListAllMessagesOptions,
  type ListMessagesOptions,
} from "./lib/messages/generic_messages.ts";
export type { Content, Draft } from "./lib/messages/draft.ts";
export { Likes, type Reaction } from "./lib/likes.ts";
export { Bot } from "./lib/bots/bot.ts";
export { Bots } from "./lib/bots/bots.ts";
export { User } from "./lib/user.ts";

export { Pager, type PagerOptions } from "./lib/paging/pager.ts";
export { PageStream } from "./lib/paging/page_stream.ts";
export type { NextPage, OpenPages, Run } from "./lib/paging/pull.ts";
export { Tail, type TailOptions } from "./lib/tail/tail.ts";
export type { Dated } from "./lib/tail/overlap_window.ts";
export type { FetchPage } from "./lib/tail/follow.ts";
export type { TailStatus } from "./lib/tail/status.ts";

export {
  ApiError,
  BadResponse,
  Conflict,
  DeviceVerificationRequired,
  type ErrorDetails,
  FindError,
  Forbidden,
  GroupMeError,
  InvalidJsonError,
  MissingMembershipError,
  MissingMetaError,
  MissingResponseError,
  MultipleMatchesError,
  NoMatchesError,
  NoResponse,
  NotFound,
  RateLimited,
  type RequestSummary,
  ResultsError,
  ResultsExpired,
  ResultsNotReady,
  StalledPager,
  Unauthorized,
} from "./lib/errors.ts";

export type {
  AttachmentData,
  DirectMessageData,
  EventData,
  GroupMessageData,
  MessageData,
  ReactionData,
} from "./lib/wire/message.ts";
export type {
  GroupData,
  MemberData,
  MessagesSummaryData,
} from "./lib/wire/group.ts";
export type { ChatData, OtherUserData } from "./lib/wire/chat.ts";
export type { BotData } from "./lib/wire/bot.ts";
export type { MeData } from "./lib/wire/user.ts";

export type { Activity } from "./lib/transport/activity.ts";
export type { BaseUrls } from "./lib/transport/addresses.ts";
export type {
  Call,
  Host,
  Lane,
  Parcel,
  Query,
  RequestOptions,
} from "./lib/transport/call.ts";
export type { RateLimit } from "./lib/transport/gate.ts";
export type { RetryPolicy } from "./lib/transport/retry.ts";
export {
  Session,
  type SessionOptions,
  type Token,
} from "./lib/transport/session.ts";
export { type Api, ManagedResource, Manager } from "./lib/resource.ts";
