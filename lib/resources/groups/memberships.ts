import { catchError, type Observable } from "rxjs";
import {
  assertLength,
  groupPath,
  invalidArgument,
  pathId,
} from "../../util/validate.ts";
import { guid } from "../../util/guid.ts";
import { type Api, Manager } from "../../resource.ts";
import { deleteIdempotent } from "../delete_idempotent.ts";
import { User } from "../user.ts";
import type { MemberData, MembershipRequestData } from "../../wire/group.ts";
import {
  DecodeError,
  readList,
  readObject,
  toId,
  toWire,
} from "../../wire/json.ts";
import { Member } from "./member.ts";
import {
  MembershipRequest,
  type NewMember,
  throwResultsError,
} from "./membership_request.ts";

/**
 * Changes of yourself in one group; what is left out stays as it is. A change
 * that is not typed here is sent as it is given.
 */
export interface MembershipChanges {
  /** Your name in the group, 1 to 50 characters. */
  nickname?: string | undefined;
  /** The URL of your picture in the group, at GroupMe's image service. */
  avatarUrl?: string | undefined;
  /** Changes that are not typed here. */
  [field: string]: unknown;
}

/** The members of one group; needs no request first. */
export class Memberships extends Manager {
  /** The group's id. */
  readonly groupId: string;
  /** Yourself. */
  readonly user: User;

  /** Binds the memberships of the group `groupId` to a session. */
  constructor(session: Api, groupId: string, user: User = new User(session)) {
    super(session);
    this.groupId = groupId;
    this.user = user;
  }

  get #path(): string {
    return `${groupPath(this.groupId)}/`;
  }

  /** Asks for one user to be added; see {@linkcode Memberships.addMultiple}. */
  add(member: NewMember): Observable<MembershipRequest> {
    return this.addMultiple(member);
  }

  /**
   * Asks for users to be added, which happens some time later: poll the request
   * that is emitted for the results. GroupMe may keep this to its own apps; see {@linkcode DeviceVerificationRequired}.
   *
   * @param members The users to add: a nickname of 1 to 50 characters each, and
   * a user id, an email address or a phone number.
   * @throws {TypeError} Without a member, or with one that is not identified.
   * @throws {RangeError} With a nickname of another length.
   */
  addMultiple(...members: NewMember[]): Observable<MembershipRequest> {
    const requests = members.map((member) => {
      assertLength(member.nickname, 1, 50, "nickname");
      if (!(member.userId || member.email || member.phoneNumber)) {
        throw invalidArgument(
          "member",
          "it must have a userId, an email or a phoneNumber",
        );
      }
      return { guid: guid(), ...member };
    });
    if (requests.length === 0) {
      throw invalidArgument("members", "it must not be empty");
    }
    return this.session.request({
      method: "POST",
      path: `${this.#path}members/add`,
      body: { members: requests.map(toWire) },
      // Not idempotent: everybody might be invited twice.
      read: (answer) => {
        const data = readObject<MembershipRequestData>(answer, "results_id");
        if (!toId(data.results_id)) {
          throw new DecodeError("no results_id in it");
        }
        return new MembershipRequest(this, data, requests);
      },
    });
  }

  /**
   * Asks for the results of a request to add users.
   *
   * @param resultsId The one of the {@linkcode MembershipRequest}; GroupMe keeps
   * it for an hour.
   * @returns Those who were added, then completion; or {@linkcode ResultsNotReady},
   * or {@linkcode ResultsExpired}.
   */
  check(resultsId: string): Observable<readonly MemberData[]> {
    return this.session.request({
      path: `${this.#path}members/results/${pathId(resultsId, "resultsId")}`,
      // Here, so that the session does not take the 503 for a bad moment.
      wrapAttempt: catchError(throwResultsError),
      read: (answer) => readList<MemberData>(answer, "members"),
    });
  }

  /**
   * Changes you in this group.
   *
   * @returns Your membership as it is now, then completion.
   * @throws {RangeError} With a nickname that has not 1 to 50 characters.
   */
  update(changes: MembershipChanges): Observable<Member> {
    const { nickname } = changes;
    if (nickname !== undefined) assertLength(nickname, 1, 50, "nickname");
    return this.session.request({
      method: "POST",
      path: `${this.#path}memberships/update`,
      body: { membership: toWire(changes) },
      idempotent: true,
      read: (answer) => new Member(this, readObject(answer, "membership")),
    });
  }

  /**
   * Removes a member from the group; emits `true`.
   *
   * @param membershipId The membership's id ({@linkcode Member.id}), which is
   * not the user's.
   */
  remove(membershipId: string): Observable<true> {
    return this.command({
      path: `${this.#path}members/${
        pathId(membershipId, "membershipId")
      }/remove`,
      wrapAttempt: deleteIdempotent(),
    });
  }
}
