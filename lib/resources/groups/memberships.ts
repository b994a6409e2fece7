import { catchError, type Observable } from "rxjs";
import { assertLength, invalidArgument, pathId } from "../../util/validate.ts";
import { guid } from "../../util/guid.ts";
import { type Api, Manager } from "../../resource.ts";
import { deleteIdempotent } from "../delete_idempotent.ts";
import { User } from "../user.ts";
import type { MemberData, MembershipRequestData } from "../../wire/group.ts";
import { readList, readObject, toWire } from "../../wire/json.ts";
import { Member } from "./member.ts";
import { MembershipRequest, type NewMember } from "./membership_request.ts";
import { toResultsError } from "./results_error.ts";

/** What you can change about yourself in one group. */
export interface MembershipChanges {
  /** Your name in the group, 1 to 50 characters. */
  nickname?: string;
  /** Your picture in the group, at GroupMe's image service. */
  avatarUrl?: string;
}

/** Who is in one group; needs no request first. */
export class Memberships extends Manager {
  /** The group's id. */
  readonly groupId: string;
  /** Yourself. */
  readonly user: User;
  readonly #path: string;

  /** Binds the memberships of the group `groupId` to a session. */
  constructor(session: Api, groupId: string, user: User = new User(session)) {
    super(session);
    this.#path = `/groups/${pathId(groupId, "groupId")}/`;
    this.groupId = groupId;
    this.user = user;
  }

  /** Asks for one user to be added; see {@linkcode Memberships.addMultiple}. */
  add(member: NewMember): Observable<MembershipRequest> {
    return this.addMultiple(member);
  }

  /**
   * Asks for users to be added, which happens some time later: the request
   * that is emitted tells whether it has. GroupMe may keep this to its own
   * apps; see {@linkcode DeviceVerificationRequired}.
   *
   * @param members Whom to add: a nickname of 1 to 50 characters, and a user
   * id, an address or a phone number.
   * @throws {TypeError} With nobody, or with somebody who is not identified.
   * @throws {RangeError} With a nickname of another length.
   */
  addMultiple(...members: NewMember[]): Observable<MembershipRequest> {
    const requests = members.map((member) => {
      assertLength(member.nickname, 1, 50, "nickname");
      if (!(member.userId || member.email || member.phoneNumber)) {
        throw invalidArgument(
          "a member",
          "no userId, email or phoneNumber is given",
        );
      }
      return { guid: guid(), ...member };
    });
    if (requests.length === 0) throw new TypeError("Cannot add: no members");
    return this.session.request({
      method: "POST",
      path: `${this.#path}members/add`,
      body: { members: requests.map(toWire) },
      // Not repeatable: everybody might be invited twice.
      read: (answer) => {
        const data = readObject<MembershipRequestData>(answer, "results_id");
        return new MembershipRequest(this, data, requests);
      },
    });
  }

  /**
   * Asks whether users have been added.
   *
   * @param resultsId What {@linkcode MembershipRequest} has; good for an hour.
   * @returns Those who were, then completion; or {@linkcode ResultsNotReady},
   * or {@linkcode ResultsExpired}.
   */
  check(resultsId: string): Observable<readonly MemberData[]> {
    return this.session.request({
      path: `${this.#path}members/results/${pathId(resultsId, "resultsId")}`,
      // Here, so that the session does not take the 503 for a bad moment.
      wrapAttempt: catchError((error) => {
        throw toResultsError(error);
      }),
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
      // Twice is as once.
      idempotent: true,
      read: (answer) => new Member(this, readObject(answer, "membership")),
    });
  }

  /**
   * Takes somebody out of the group; emits `true`.
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
