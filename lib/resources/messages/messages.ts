import type { Observable } from "rxjs";
import type { Pager, PagerOptions } from "../../paging/pager.ts";
import type { Api } from "../../resource.ts";
import type { TailOptions } from "../../tail/options.ts";
import type { Tail } from "../../tail/tail.ts";
import type { GroupMessageData } from "../../wire/message.ts";
import type { User } from "../user.ts";
import type { CreateOptions } from "./create_options.ts";
import type { Content } from "./draft.ts";
import { GenericMessages } from "./generic_messages.ts";
import type {
  ListAllMessagesOptions,
  ListMessagesOptions,
} from "./list_options.ts";
import { Message } from "./message.ts";
import type { NewestMessages } from "./newest_messages.ts";

/** The messages of one group, or of a topic in it; needs no request first. */
export class Messages extends GenericMessages<Message> {
  /** The group's id. */
  readonly groupId: string;
  /** The conversation. */
  readonly key: { readonly groupId: string };

  /** Binds the messages of the group `groupId` to a session. */
  constructor(session: Api, groupId: string, user?: User) {
    super(session, user);
    this.groupId = groupId;
    this.key = { groupId };
  }

  /** Makes a message of its JSON. */
  protected override toMessage(data: GroupMessageData): Message {
    return new Message(this, data);
  }
}

/** Members of {@linkcode Messages} that it has in common with direct messages. */
export interface Messages {
  /** Yourself. */
  readonly user: User;
  /** Follows the group live: each message once, oldest first. */
  tail(options?: TailOptions): Tail<Message>;
  /** Posts a message, once; emits it as the server has it. */
  create(content: Content, options?: CreateOptions): Observable<Message>;
  /** Gets one message. */
  get(messageId: string): Observable<Message>;
  /** Lists one page: newest first, with `afterId` oldest first. */
  list(options?: ListMessagesOptions): Observable<readonly Message[]>;
  /** Lists the newest messages, with the count of all. */
  newest(options?: { limit?: number }): Observable<NewestMessages<Message>>;
  /** Lists all messages: newest first, with `afterId` oldest first. */
  listAll(options?: ListAllMessagesOptions): Pager<Message>;
  /** Lists the page before a message, newest first. */
  listBefore(
    messageId: string,
    options?: { limit?: number },
  ): Observable<readonly Message[]>;
  /** Lists the page that follows a message, oldest first: none is skipped. */
  listAfter(
    messageId: string,
    options?: { limit?: number },
  ): Observable<readonly Message[]>;
  /** Lists the newest since a message, newest first: some may be skipped. */
  listSince(
    messageId: string,
    options?: { limit?: number },
  ): Observable<readonly Message[]>;
  /** Lists all messages before one, newest first. */
  listAllBefore(
    messageId: string,
    options?: PagerOptions & { limit?: number },
  ): Pager<Message>;
  /** Lists all messages after one, oldest first. */
  listAllAfter(
    messageId: string,
    options?: PagerOptions & { limit?: number },
  ): Pager<Message>;
}
