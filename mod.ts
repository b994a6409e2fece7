/**
 * GroupMe as RxJS streams. A {@linkcode Client} is the entry. Its Observables
 * request nothing before subscription; unsubscribing aborts the request under way
 * and clears every timer.
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
 * @example Post a message once, however often it is retried
 * ```ts
 * import { Client } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").create("Dinner at six?")
 *   .subscribe(({ id }) => console.log(`It is message ${id}`));
 * ```
 *
 * @module
 */

export {
  Client,
  type ClientOptions,
  type ClientTailOptions,
} from "./lib/client.ts";

export { Group } from "./lib/resources/groups/group.ts";
export type { GroupSettings } from "./lib/resources/groups/group_settings.ts";
export {
  Groups,
  type JoinOptions,
  type ListGroupsOptions,
} from "./lib/resources/groups/groups.ts";
export { ChangeOwnersResult } from "./lib/resources/groups/change_owners_result.ts";
export {
  parseShareUrl,
  type ShareLink,
} from "./lib/resources/groups/share_url.ts";
export { Member } from "./lib/resources/groups/member.ts";
export {
  type MembershipChanges,
  Memberships,
} from "./lib/resources/groups/memberships.ts";
export {
  MembershipRequest,
  type NewMember,
  type PollOptions,
  type Results,
} from "./lib/resources/groups/membership_request.ts";
export {
  Gallery,
  type GalleryAnchor,
  type ListAllGalleryOptions,
  type ListGalleryOptions,
} from "./lib/resources/gallery/gallery.ts";
export { Leaderboard, type Period } from "./lib/resources/leaderboard.ts";
export { Chat } from "./lib/resources/chats/chat.ts";
export { Chats, type ListChatsOptions } from "./lib/resources/chats/chats.ts";
export { Message } from "./lib/resources/messages/message.ts";
export { Messages } from "./lib/resources/messages/messages.ts";
export { DirectMessage } from "./lib/resources/messages/direct_message.ts";
export { DirectMessages } from "./lib/resources/messages/direct_messages.ts";
export { GenericMessage } from "./lib/resources/messages/generic_message.ts";
export { GenericMessages } from "./lib/resources/messages/generic_messages.ts";
export type { CreateOptions } from "./lib/resources/messages/create_options.ts";
export type {
  Anchor,
  ListAllMessagesOptions,
  ListMessagesOptions,
} from "./lib/resources/messages/list_options.ts";
export type { NewestMessages } from "./lib/resources/messages/newest_messages.ts";
export type { ReadReceipt } from "./lib/resources/messages/read_receipt.ts";
export type {
  Content,
  Draft,
  LengthOptions,
} from "./lib/resources/messages/draft.ts";
export {
  Attachment,
  AudioAttachment,
  AutokickedMemberAttachment,
  CopilotAttachment,
  CopilotCardAttachment,
  EmojiAttachment,
  EventAttachment,
  FileAttachment,
  ImageAttachment,
  KnownAttachment,
  LinkedImageAttachment,
  LocationAttachment,
  MentionsAttachment,
  PartialImageAttachment,
  PollAttachment,
  ReplyAttachment,
  SplitAttachment,
  VideoAttachment,
} from "./lib/attachments/attachment.ts";
export type {
  AudioFields,
  AutokickedMemberFields,
  CopilotCardFields,
  CopilotFields,
  EmojiCode,
  EmojiFields,
  EventFields,
  FileFields,
  ImageFields,
  LocationFields,
  Locus,
  MentionsFields,
  PartialImageFields,
  PollFields,
  ReplyFields,
  SplitFields,
  VideoFields,
} from "./lib/attachments/fields.ts";
export { compose, type Piece } from "./lib/compose/compose.ts";
export {
  piecesOf,
  type Readable,
  type TextPiece,
} from "./lib/compose/pieces_of.ts";
export type { Composed } from "./lib/compose/emoji.ts";
export { emoji } from "./lib/compose/emoji.ts";
export { everyone, mention, type Mentionable } from "./lib/compose/mention.ts";
export { Likes, type Reaction } from "./lib/resources/likes.ts";
export { Bot } from "./lib/resources/bots/bot.ts";
export {
  Bots,
  type BotSettings,
  type NewBot,
} from "./lib/resources/bots/bots.ts";
export { User, type UserChanges } from "./lib/resources/user.ts";
export { SmsMode } from "./lib/resources/sms_mode.ts";
export { Block } from "./lib/resources/blocks/block.ts";
export { Blocks } from "./lib/resources/blocks/blocks.ts";
export {
  type Pictured,
  pictureUrl,
} from "./lib/resources/images/picture_url.ts";
export {
  type DownloadOptions,
  type ImageLocation,
  Images,
  type ImageSize,
  type ImageSource,
} from "./lib/resources/images/images.ts";
export { compareIds, conversationIdOf, idOfTime } from "./lib/util/ids.ts";
export {
  authorizeUrl,
  type RedirectedToken,
  tokenFromRedirect,
} from "./lib/oauth.ts";

export {
  addTo,
  type AddToArguments,
  type AddToOptions,
} from "./lib/operators/add_to.ts";
export type { Commandable, Emitted } from "./lib/operators/call.ts";
export {
  block,
  destroy,
  leave,
  like,
  remove,
  unblock,
  unlike,
} from "./lib/operators/commands.ts";
export { type Download, download } from "./lib/operators/download.ts";
export type { EachOptions, ValueOrFactory } from "./lib/operators/each.ts";
export { findOne } from "./lib/operators/find_one.ts";
export { pollResults } from "./lib/operators/poll_results.ts";
export {
  post,
  type PostArguments,
  type PostOptions,
} from "./lib/operators/post.ts";
export { react } from "./lib/operators/react.ts";
export { reply } from "./lib/operators/reply.ts";
export { Filter, makeFilter } from "./lib/filters/filter.ts";
export type {
  Attribute,
  Contained,
  Criteria,
  Ordered,
  Predicate,
  Scalar,
} from "./lib/filters/criteria.ts";

export { Pager, type PagerOptions } from "./lib/paging/pager.ts";
export { PageStream } from "./lib/paging/page_stream.ts";
export { Tail, type TailSignals } from "./lib/tail/tail.ts";
export { tailGroup } from "./lib/tail/tail_group.ts";
export type { PlainMessage } from "./lib/tail/plain_source.ts";
export { listGroup } from "./lib/resources/messages/list_group.ts";
export type { PollingOptions, TailOptions } from "./lib/tail/options.ts";
export type { AnyMessage } from "./lib/resources/messages/any_message.ts";
export type {
  ConversationSource,
  Timestamped,
} from "./lib/tail/conversation_source.ts";
export type {
  ConversationKey,
  LiveSignal,
  LiveSource,
} from "./lib/tail/live_source.ts";
export type { Cursor, MaybePromise } from "./lib/cursors/cursor.ts";
export { catchUp, type CatchUpOptions } from "./lib/operators/catch_up.ts";
export { commit } from "./lib/operators/commit.ts";
export type { Gap } from "./lib/tail/gaps.ts";
export type { TailStatus, TailStatusCode } from "./lib/tail/status.ts";
export type {
  ChangedConversation,
  ExtraConversations,
} from "./lib/tail/tail_all/extra_conversations.ts";

export {
  ApiError,
  BadResponse,
  Conflict,
  CursorConflict,
  DeviceVerificationRequired,
  type ErrorDetails,
  FindError,
  Forbidden,
  GroupMeError,
  InvalidJsonError,
  isGroupMeError,
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
  MembershipRequestData,
  MessagesSummaryData,
} from "./lib/wire/group.ts";
export type { ChatData, OtherUserData } from "./lib/wire/chat.ts";
export type { BotData } from "./lib/wire/group.ts";
export type { BlockData } from "./lib/wire/user.ts";
export type { PictureData } from "./lib/wire/message.ts";
export type { MeData, ShareData } from "./lib/wire/user.ts";

export type { Activity } from "./lib/transport/activity.ts";
export type { AllowPrivate } from "./lib/transport/remote.ts";
export type { BaseUrls } from "./lib/transport/urls.ts";
export type {
  Host,
  Priority,
  Query,
  RequestOptions,
  ResponseType,
} from "./lib/transport/request.ts";
export type { RateLimit } from "./lib/transport/rate_limiter.ts";
export type { RetryPolicy } from "./lib/transport/retry.ts";
export {
  Session,
  type SessionOptions,
  type Token,
} from "./lib/transport/session.ts";
export { type Api, ManagedResource, Manager } from "./lib/resource.ts";
