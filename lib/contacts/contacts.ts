import type { Observable } from "rxjs";
import type { Client } from "../client.ts";
import { Pager, type PagerOptions } from "../paging/pager.ts";
import { Manager, readResources } from "../resource.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import type { Query } from "../transport/request.ts";
import { pathId, validDate } from "../util/validate.ts";
import { Contact } from "./contact.ts";
import { contactPages } from "./contact_pages.ts";
import { type Profile, toProfile } from "./profile.ts";
import { type Requests, toRequests } from "./requests.ts";

/** How to list contacts. */
export interface ListContactsOptions {
  /**
   * Whether those whom you have blocked are listed too.
   *
   * @default {GroupMe's, which is not documented}
   */
  includeBlocked?: boolean | undefined;
}

/**
 * The people you know, and the requests that wait for an answer. Make one by
 * {@linkcode contacts}. All commands are cold and safe to repeat.
 */
export class Contacts extends Manager {
  /**
   * Lists one page of contacts, as many as GroupMe has on it (200).
   *
   * @param options `since`: only those that were changed after this time, which
   * a `Date` gives in whole milliseconds; `includeBlocked`.
   * @returns One array, empty where there are none, then completion.
   * @throws {TypeError} With an invalid `Date`.
   */
  list(
    { since, includeBlocked }: ListContactsOptions & {
      since?: Date | undefined;
    } = {},
  ): Observable<readonly Contact[]> {
    return this.#page(includeBlocked, {
      since: since === undefined ? since : validDate(since, "since").toJSON(),
    });
  }

  /** Lists all contacts, each once, in the order of GroupMe. */
  listAll(
    { includeBlocked, ...options }: ListContactsOptions & PagerOptions = {},
  ): Pager<Contact> {
    return new Pager(
      contactPages((query) => this.#page(includeBlocked, query)),
      options,
    );
  }

  #page(
    include_blocked: boolean | undefined,
    query: Query,
  ): Observable<readonly Contact[]> {
    return this.session.request({
      host: "v4",
      path: "/relationships",
      query: { include_blocked, ...query },
      read: readResources(Contact, this),
    });
  }

  /**
   * Gets the profile of any user, with the groups that you are both in.
   *
   * @returns The profile, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id.
   */
  profile(userId: string): Observable<Profile> {
    return this.session.request({
      host: "v2",
      path: `/users/${pathId(userId, "userId")}`,
      query: { include_shared_groups: true },
      read: toProfile,
    });
  }

  /**
   * Adds a user to your contacts, and you to theirs.
   *
   * @param shareToken The end of the user's contact link,
   * `https://groupme.com/contact/<userId>/<shareToken>`: see `user.share()`.
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id or a token.
   */
  add(userId: string, shareToken: string): Observable<true> {
    pathId(userId, "userId");
    pathId(shareToken, "shareToken", true);
    return this.command({
      host: "v4",
      path: "/relationships/create",
      body: { user_id: userId, token: shareToken },
    });
  }

  /**
   * Removes a user from your contacts.
   *
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id.
   */
  remove(userId: string): Observable<true> {
    return this.command({
      method: "DELETE",
      host: "v4",
      path: `/relationships/${pathId(userId, "userId")}`,
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Gets all that waits for an answer: chats that strangers have begun, people
   * who want to join your groups, and groups that have not let you in yet.
   *
   * @returns The requests, then completion.
   */
  requests(): Observable<Requests> {
    return this.session.request({
      host: "v4",
      path: "/requests",
      read: toRequests,
    });
  }

  /**
   * Approves the chat that a stranger has begun. GroupMe sends no notice of it.
   *
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id.
   */
  approve(otherUserId: string): Observable<true> {
    return this.command({
      path: `/chats/${pathId(otherUserId, "otherUserId")}/approve`,
      // One that is approved already may not be found.
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Declines the chat that a stranger has begun, which takes its messages away,
   * for you alone; `hide()` of `./read_state` is the same request.
   *
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id.
   */
  decline(otherUserId: string): Observable<true> {
    return this.command({
      method: "DELETE",
      path: `/chats/${pathId(otherUserId, "otherUserId")}`,
      wrapAttempt: deleteIdempotent(),
    });
  }
}

/**
 * The contacts of an account.
 *
 * @example The groups that you share with each of your contacts
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { contacts } from "@rxgroupme/client/contacts";
 *
 * const client = Client.fromToken("...");
 * const people = contacts(client);
 * people.listAll().concatMap(({ userId }) => people.profile(userId))
 *   .subscribe(({ name, sharedGroups }) => {
 *     console.log(name, sharedGroups.map((group) => group.name));
 *   });
 * ```
 */
export function contacts({ session }: Pick<Client, "session">): Contacts {
  return new Contacts(session);
}
