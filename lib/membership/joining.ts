import { map, type Observable, of, switchMap } from "rxjs";
import type { Client } from "../client.ts";
import { Manager, readResources } from "../resource.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import { Group } from "../resources/groups/group.ts";
import type { Groups, JoinOptions } from "../resources/groups/groups.ts";
import { type WatchOptions, watchValue } from "../resources/watch_value.ts";
import { groupPath, pathId } from "../util/validate.ts";
import type { GroupData } from "../wire/group.ts";
import { readList, readOne, toId } from "../wire/json.ts";
import { GroupPreview } from "./group_preview.ts";
import { type Joined, JOINED_STATES } from "./joined.ts";
import type { GroupPreviewData } from "./membership_data.ts";
import { SentRequest } from "./sent_request.ts";

export type { JoinOptions };

/** The state of one membership as sent. */
interface StateData {
  readonly group_id?: unknown;
  readonly state?: unknown;
}

/**
 * The groups that you want to join, and the state of your memberships. Make one
 * by {@linkcode joining}. All commands are cold and safe to repeat.
 */
export class Joining extends Manager {
  readonly #groups: Groups;

  /** Binds joining to a client; nothing is requested yet. */
  constructor({ session, groups }: Pick<Client, "session" | "groups">) {
    super(session);
    this.#groups = groups;
  }

  /**
   * Gets what a group shows to those who are not in it.
   *
   * @param shareToken The last part of its share URL: part of the address, and
   * so of errors and logs. Without it GroupMe shows only groups that can be found
   * by a search, and less of them.
   * @returns The preview, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id, or with a token that is empty.
   */
  preview(groupId: string, shareToken?: string): Observable<GroupPreview> {
    const path = `${groupPath(groupId)}/preview`;
    return this.session.request({
      path: shareToken === undefined
        ? path
        : `${path}/${pathId(shareToken, "shareToken", true)}`,
      read: (answer) =>
        new GroupPreview(this, readOne<GroupPreviewData>(answer, "group")),
    });
  }

  /**
   * The state of each membership that you ever had, by group id, by one request:
   * `active`, `exited`, `removed`, `exited_removed` where you left and are
   * barred, `pending`, or another word of GroupMe's.
   *
   * @returns One map, then completion.
   */
  states(): Observable<ReadonlyMap<string, string>> {
    return this.#entries().pipe(map((entries) => new Map(entries)));
  }

  /**
   * The states, read at once, again at each value of `on`, and each `interval`:
   * GroupMe does not tell those who wait that they were approved.
   *
   * @param options `on`: such as `push(client).events()`; `interval`: ms between
   * two reads, 1 and above, 10,000 by default.
   * @returns The states, whenever they differ from the last. It does not
   * complete. A transient failure does not end it; an {@linkcode Unauthorized}
   * does.
   * @throws {RangeError} With an `interval` below 1 ms.
   */
  watch(options?: WatchOptions): Observable<ReadonlyMap<string, string>> {
    return watchValue(this.#entries(), this.session, options)
      .pipe(map((entries) => new Map(entries)));
  }

  /**
   * Lists your requests to join that no admin has decided on yet.
   *
   * @returns One array, empty where there is none, then completion.
   */
  sent(): Observable<readonly SentRequest[]> {
    return this.session.request({
      path: "/groups/pending_memberships",
      read: readResources(SentRequest, this, "requests_sent"),
    });
  }

  /**
   * Takes a request to join back. Experimental: only GroupMe's own app is known
   * to do this.
   *
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id.
   */
  revoke(groupId: string): Observable<true> {
    return this.command({
      method: "DELETE",
      path: `${groupPath(groupId)}/revoke_join`,
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Joins a group that is shared, or requests to. As `Groups.join()`, but tells
   * which of the two.
   *
   * @param shareToken The last part of its share URL.
   * @param options `answer`: to the question that the group asks, see
   * {@linkcode Joining.preview}.
   * @returns The outcome, then completion. Errors with a `BadResponse` with
   * `code` 40016 where the question wants an answer, and with a
   * {@linkcode Forbidden} with `code` 40121 where you are barred. After a lost
   * answer that got through, a repetition says `already`.
   * @throws {TypeError} Without an id or a token.
   */
  join(
    groupId: string,
    shareToken: string,
    { answer: response }: JoinOptions = {},
  ): Observable<Joined> {
    pathId(shareToken, "shareToken", true);
    return this.session.request({
      method: "POST",
      path: `${groupPath(groupId)}/join`,
      body: {
        share_token: shareToken,
        answer: response === undefined ? response : { response },
      },
      idempotent: true,
      read: (answer, { code = 0 }) => {
        const state = JOINED_STATES[code];
        // The code says it all: it does not fail for a group that is left out.
        const data = readOne<GroupData>(
          state && answer === null ? {} : answer,
          "group",
        );
        const group = new Group(this.#groups, { id: groupId, ...data });
        return { state, group };
      },
    }).pipe(switchMap(({ state, group }): Observable<Joined> => {
      if (state) return of({ state, group });
      return this.#groups.user.id.pipe(map((id) => {
        const isIn = group.members.some(({ userId }) => userId === id);
        return { state: isIn ? "joined" : "requested", group };
      }));
    }));
  }

  #entries(): Observable<Entries> {
    return this.session.request({
      path: "/memberships/states",
      read: (answer) =>
        readList<StateData>(answer)
          .map(({ group_id, state }) => [toId(group_id), toId(state)] as const)
          .filter(([id]) => id),
    });
  }
}

type Entries = readonly (readonly [string, string])[];

/**
 * Joining groups, and the state of your memberships.
 *
 * @example Join a group, and wait to be let in
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { joining } from "@rxgroupme/client/membership";
 * import { filter, switchMap, take } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const groups = joining(client);
 * groups.join("1234", "Qw7ZtR2k", { answer: "pier 4" }).pipe(
 *   switchMap(() => groups.watch({ interval: 60_000 })),
 *   filter((states) => states.get("1234") === "active"),
 *   take(1),
 * ).subscribe(() => console.log("You are in"));
 * ```
 */
export function joining(client: Pick<Client, "session" | "groups">): Joining {
  return new Joining(client);
}
