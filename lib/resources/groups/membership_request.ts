import {
  catchError,
  defer,
  map,
  type Observable,
  of,
  retry,
  tap,
  timer,
} from "rxjs";
import { timeLimit } from "../../util/time_limit.ts";
import { waitMs } from "../../util/validate.ts";
import {
  type BadResponse,
  ResultsExpired,
  ResultsNotReady,
} from "../../errors.ts";
import { ManagedResource } from "../../resource.ts";
import type { MemberData, MembershipRequestData } from "../../wire/group.ts";
import { toId } from "../../wire/json.ts";
import { Member } from "./member.ts";
import type { Memberships } from "./memberships.ts";

/** A user to add to a group: a nickname, and one of the other three. */
export interface NewMember {
  /** The name in the group, 1 to 50 characters. */
  nickname: string;
  /** The user's id. */
  userId?: string | undefined;
  /** The user's email address. */
  email?: string | undefined;
  /** The user's phone number with its country code: `+1 5555550100`. */
  phoneNumber?: string | undefined;
  /**
   * Your own id for this user among several.
   *
   * @default {a random id}
   */
  guid?: string | undefined;
}

/** The results of a membership request. */
export interface Results {
  /** The users who were added. */
  readonly members: readonly Member[];
  /** The users who were not: they failed, or were only invited. */
  readonly failures: readonly NewMember[];
}

/** How to wait for results. */
export interface PollOptions {
  /**
   * Time to wait in all, in ms: 1 to 2,147,483,647.
   *
   * @default {30_000}
   */
  timeout?: number | undefined;
  /**
   * Pause between two requests, in ms: 1 to 2,147,483,647.
   *
   * @default {2_000}
   */
  interval?: number | undefined;
}

/**
 * A request to add members, which GroupMe carries out some time later. Its
 * results are kept once a command has seen them.
 */
export class MembershipRequest
  extends ManagedResource<MembershipRequestData, Memberships> {
  /** The users to be added. */
  readonly requests: readonly NewMember[];
  #results: Results | undefined;

  /** Wraps the answer to a request for these members. */
  constructor(
    manager: Memberships,
    data: MembershipRequestData,
    requests: readonly NewMember[],
  ) {
    super(manager, data);
    this.requests = requests;
  }

  /** The id of its results. */
  get resultsId(): string {
    return toId(this.data.results_id);
  }

  /** The group's id. */
  get groupId(): string {
    return this.manager.groupId;
  }

  /**
   * Gets the results: those that were seen already, as the same object and
   * without a request; or else the server's.
   *
   * @returns The results, then completion; or {@linkcode ResultsNotReady}, or
   * {@linkcode ResultsExpired}.
   */
  get(): Observable<Results> {
    return defer(() => this.#results ? of(this.#results) : this.#request());
  }

  /** Asks the server whether the results are ready, and keeps them if so. */
  checkIfReady(): Observable<boolean> {
    return this.#request().pipe(
      map(() => true),
      catchError((error) => {
        if (error instanceof ResultsNotReady) return of(false);
        throw error;
      }),
    );
  }

  /**
   * Tells whether the results are ready.
   *
   * @param options `check`: whether to ask the server, `true` unless given;
   * otherwise it tells whether they were seen.
   * @returns `true` or `false`, then completion; or {@linkcode ResultsExpired}.
   */
  isReady({ check = true }: { check?: boolean } = {}): Observable<boolean> {
    return defer(() =>
      this.#results || !check ? of(!!this.#results) : this.checkIfReady()
    );
  }

  /**
   * Asks at once, and again after each pause, until the results are ready.
   *
   * @returns The results, then completion; or {@linkcode ResultsNotReady} when
   * the time is up, or {@linkcode ResultsExpired}.
   * @throws {RangeError} With a time that is out of its range.
   */
  poll(options: PollOptions = {}): Observable<Results> {
    const { timeout = 30_000, interval = 2_000 } = options;
    waitMs(timeout, "timeout");
    waitMs(interval, "interval");
    const { scheduler } = this.manager.session;
    return defer(() => {
      let last = new ResultsNotReady("Cannot get results: not ready yet");
      return this.get().pipe(
        retry({
          delay: (error) => {
            if (!(error instanceof ResultsNotReady)) throw error;
            last = error;
            return timer(interval, scheduler);
          },
        }),
        timeLimit(timeout, scheduler, () => last),
      );
    });
  }

  /** Makes members of the results of a check. */
  getNewMembers(results: readonly MemberData[]): readonly Member[] {
    return results.map((data) => new Member(this.manager, data));
  }

  /** The users of this request whose guid is not among the results of a check. */
  getFailedRequests(results: readonly MemberData[]): readonly NewMember[] {
    return this.requests.filter(({ guid }) =>
      !results.some((data) => data.guid === guid)
    );
  }

  #request(): Observable<Results> {
    return this.manager.check(this.resultsId).pipe(
      map((results) => ({
        members: this.getNewMembers(results),
        failures: this.getFailedRequests(results),
      })),
      tap((results) => this.#results = results),
    );
  }
}

/** Throws the error of a failure that is about the results of adding members. */
export function throwResultsError(error: BadResponse): never {
  const details = { ...error, cause: error };
  throw error.status === 503
    ? new ResultsNotReady("Cannot get results: not ready yet", details)
    : error.status === 404
    ? new ResultsExpired("Cannot get results: expired", details)
    : error;
}
