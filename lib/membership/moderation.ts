import { catchError, type Observable } from "rxjs";
import type { Client } from "../client.ts";
import { Manager, readResources } from "../resource.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import { Member } from "../resources/groups/member.ts";
import { throwResultsError } from "../resources/groups/membership_request.ts";
import type { Memberships } from "../resources/groups/memberships.ts";
import {
  assertOneOf,
  groupPath,
  invalidArgument,
  pathId,
} from "../util/validate.ts";
import {
  readList,
  readObject,
  readOne,
  toFinite,
  toObjects,
} from "../wire/json.ts";
import type { MemberData } from "../wire/group.ts";
import { Applicant } from "./applicant.ts";

/** A user who could not be added to a group. */
export interface AddingFailure {
  /** The `guid` of the `NewMember`, where GroupMe tells it. */
  readonly guid?: string;
  /** GroupMe's code of the reason, such as 40301; `NaN` where it tells none. */
  readonly code: number;
}

/**
 * The members of one group and those who want to be, for its owner and its
 * admins. GroupMe answers others with a 401, which is an `Unauthorized`,
 * although their token is good. Make one by {@linkcode moderation}. All commands
 * are cold and safe to repeat.
 */
export class Moderation extends Manager {
  /** The group's id. */
  readonly groupId: string;
  readonly #path: string;
  readonly #memberships: Memberships;
  /** The user of each membership that came, by membership id. */
  readonly #userIds = new Map<string, string>();

  /** Binds the moderation of a group to a client; nothing is requested yet. */
  constructor(
    { session, groups }: Pick<Client, "session" | "groups">,
    groupId: string,
  ) {
    super(session);
    this.groupId = groupId;
    this.#path = groupPath(groupId);
    this.#memberships = groups.memberships(groupId);
  }

  /**
   * Lists the members, or those who no longer are.
   *
   * @param filter `"active"`, the default; or `"inactive"`, where
   * `member.data.state` tells how each left: `exited`, `removed`, or
   * `exited_removed` for who left and is barred.
   * @returns One array, empty where there is none, then completion; or an
   * {@linkcode Unauthorized} where you are no admin.
   * @throws {TypeError} With another filter.
   */
  list(
    filter: "active" | "inactive" = "active",
  ): Observable<readonly Member[]> {
    assertOneOf(filter, ["active", "inactive"], "filter");
    return this.session.request({
      path: `${this.#path}/members`,
      query: { filter },
      read: (answer) =>
        readList<MemberData>(answer, "memberships").map((data) =>
          this.#member(data)
        ),
    });
  }

  /**
   * Makes a member an admin, or an admin an ordinary member.
   *
   * @param membershipId The membership's id ({@linkcode Member.id}), which is
   * not the user's.
   * @returns The member as it is then, then completion; or an
   * {@linkcode Unauthorized} where you are no admin.
   * @throws {TypeError} Without an id, or with another role.
   */
  setRole(membershipId: string, role: "admin" | "user"): Observable<Member> {
    assertOneOf(role ?? null, ["admin", "user"], "role");
    return this.session.request({
      method: "POST",
      path: `${this.#pathOf(membershipId)}/update`,
      body: { role },
      idempotent: true,
      read: (answer) => this.#member(readOne<MemberData>(answer, "member")),
    });
  }

  /**
   * Lists those who wait for approval. Any member may.
   *
   * @returns One array, empty where there is none, then completion.
   */
  pending(): Observable<readonly Applicant[]> {
    return this.session.request({
      path: `${this.#path}/pending_memberships`,
      read: readResources(Applicant, this),
    });
  }

  /**
   * Lets a user in who waits for approval.
   *
   * @param membershipId The id of the membership to be ({@linkcode Applicant.id}).
   * @returns `true`, then completion; or an {@linkcode Unauthorized} where you
   * are no admin, or a {@linkcode NotFound} where the user waits no longer.
   * @throws {TypeError} Without an id.
   */
  approve(membershipId: string): Observable<true> {
    return this.#decide(membershipId, true);
  }

  /** Turns a user away who waits; see {@linkcode Moderation.approve}. */
  deny(membershipId: string): Observable<true> {
    return this.#decide(membershipId, false);
  }

  /**
   * Keeps a former member from coming back.
   *
   * @param membershipId The id of a former membership, which `list("inactive")`
   * has. With your own membership GroupMe would take it for leaving the group.
   * @returns `true`, then completion; or an {@linkcode Unauthorized} where you
   * are no admin.
   * @throws {TypeError} Without an id, or where it is known to be your own: once
   * {@linkcode Moderation.list} of this instance had it, and `client.user.id` was
   * read. No request is made to find that out.
   */
  bar(membershipId: string): Observable<true> {
    const { knownId } = this.#memberships.user;
    if (knownId && this.#userIds.get(membershipId) === knownId) {
      throw invalidArgument("membershipId", "it must not be your own");
    }
    return this.#setBar(membershipId, "destroy");
  }

  /**
   * Lifts the bar of a former member. Experimental: only GroupMe's own app is
   * known to do this.
   *
   * @returns `true`, then completion.
   * @throws {TypeError} Without an id.
   */
  unbar(membershipId: string): Observable<true> {
    return this.#setBar(membershipId, "activate");
  }

  /**
   * The users whom a request to add members could not add, with GroupMe's reason
   * for each. Experimental: only GroupMe's own app is known to do this.
   *
   * @param resultsId The one of the `MembershipRequest`, good for an hour.
   * @returns One array, empty where all were added, then completion; or
   * {@linkcode ResultsNotReady}, or {@linkcode ResultsExpired}.
   * @throws {TypeError} Without an id.
   */
  failures(resultsId: string): Observable<readonly AddingFailure[]> {
    return this.session.request({
      host: "v4",
      path: `${this.#path}/members/results/${pathId(resultsId, "resultsId")}`,
      // Here, so that the session does not retry a 503, which says: not ready.
      wrapAttempt: catchError(throwResultsError),
      read: (answer) => {
        const { failed } = readObject<{ failed?: unknown }>(answer, "results");
        return toObjects<{ guid?: unknown; code?: unknown }>(failed)
          .map(({ guid, code }) => ({
            ...typeof guid === "string" && { guid },
            code: toFinite(code) ?? NaN,
          }));
      },
    });
  }

  #pathOf(membershipId: string): string {
    return `${this.#path}/members/${pathId(membershipId, "membershipId")}`;
  }

  #member(data: MemberData): Member {
    const member = new Member(this.#memberships, data);
    this.#userIds.set(member.id, member.userId);
    return member;
  }

  #decide(membershipId: string, approval: boolean): Observable<true> {
    return this.command({
      path: `${this.#pathOf(membershipId)}/approval`,
      body: { approval },
      // Once decided, there is no request of this id.
      wrapAttempt: deleteIdempotent(),
    });
  }

  #setBar(membershipId: string, word: string): Observable<true> {
    const id = pathId(membershipId, "membershipId");
    return this.command({
      host: "v2",
      path: `${this.#path}/memberships/${id}/${word}`,
    });
  }
}

/**
 * The moderation of a group.
 *
 * @throws {TypeError} Without an id.
 *
 * @example Let in who knows the answer
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { approve, moderation } from "@rxgroupme/client/membership";
 * import { concatAll, filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * moderation(client, "1234").pending().pipe(
 *   concatAll(),
 *   filter(({ answer = "" }) => /pier/i.test(answer)),
 *   approve({ onError: "continue" }),
 * ).subscribe();
 * ```
 */
export function moderation(
  client: Pick<Client, "session" | "groups">,
  groupId: string,
): Moderation {
  return new Moderation(client, groupId);
}
