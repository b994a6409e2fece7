import type { Observable } from "rxjs";
import { DirectMessages } from "../messages/direct_messages.ts";
import { listNumbered, pageQuery } from "../../paging/numbered_list.ts";
import type { Pager, PagerOptions } from "../../paging/pager.ts";
import { type Api, Manager, readResources } from "../../resource.ts";
import { pathId } from "../../util/validate.ts";
import type { Priority } from "../../transport/request.ts";
import { User } from "../user.ts";
import { Chat } from "./chat.ts";

/** How to list chats. */
export interface ListChatsOptions {
  /**
   * Chats on a page, 1 to 100.
   *
   * @default {20, the server's, in list(); 100 in listAll()}
   */
  perPage?: number | undefined;
}

/** Your conversations with one other user each. */
export class Chats extends Manager {
  /** Yourself. */
  readonly user: User;

  /** Binds your chats to a session; nothing is requested yet. */
  constructor(session: Api, user: User = new User(session)) {
    super(session);
    this.user = user;
  }

  /**
   * Lists one page, the most recently active chat first.
   *
   * @param options The page, counted from 1, and its size.
   * @returns One array, empty past the last page, then completion.
   * @throws {RangeError} With a page or a size that cannot be.
   */
  list(
    options: ListChatsOptions & { page?: number | undefined } = {},
  ): Observable<readonly Chat[]> {
    return this.#page(options);
  }

  /**
   * Lists all chats, each once; see {@linkcode Groups.listAll} on how.
   *
   * @throws {RangeError} With a `perPage` that is not 1 to 100.
   */
  listAll(options: ListChatsOptions & PagerOptions = {}): Pager<Chat> {
    return listNumbered(
      (options) => this.#page(options, "background"),
      ({ otherUserId }) => otherUserId,
      options,
    );
  }

  /** The messages with a user, by the user's id: needs no request first. */
  messages(otherUserId: string): DirectMessages {
    pathId(otherUserId, "otherUserId");
    return new DirectMessages(this.session, otherUserId, this.user);
  }

  #page(
    options: ListChatsOptions & { page?: number | undefined },
    priority?: Priority,
  ): Observable<readonly Chat[]> {
    return this.session.request({
      path: "/chats",
      query: pageQuery(options, 100),
      priority,
      read: readResources(Chat, this),
    });
  }
}
