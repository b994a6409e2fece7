import {
  catchError,
  defer,
  map,
  type Observable,
  of,
  retry,
  tap,
  timeout,
  timer,
} from "rxjs";
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

/** Whom to add to a group: a nickname, and one of the other three. */
export interface NewMember {
  /** The name in the group, 1 to 50 characters. */
  nickname: string;
  /** The user's id. */
  userId?: string | undefined;
  /** The user's address. */
  email?: string | undefined;
  /** The user's number, with the country's: `+1 5555550100`. */
  phoneNumber?: string | undefined;
  /**
   * Your own id for this one among several.
   *
   * @default {random}
   */
  guid?: string | undefined;
}

/** What became of a membership request. */
export interface Results {
  /** Those who were added. */
  readonly members: readonly Member[];
  /** Those who were not: they failed, or were invited only. */
  readonly failures: readonly NewMember[];
}

/** How to wait for results; times in ms. */
export interface PollOptions {
  /**
   * How long to wait in all.
   *
   * @default {30_000}
   */
  timeout?: number | undefined;
  /**
   * The pause between two looks.
   *
   * @default {2_000}
   */
  interval?: number | undefined;
}

/** A request to add members, which GroupMe fulfils some time later. */
export class MembershipRequest
  extends ManagedResource<MembershipRequestData, Memberships> {
  /** Whom it is about. */
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

  /** What the results are asked for by. */
  get resultsId(): string {
    return toId(this.data.results_id);
  }

  /** The group's id. */
  get groupId(): string {
    return this.manager.groupId;
  }

  /** The results, once they were seen. */
  get results(): Results | undefined {
    return this.#results;
  }

  /**
   * The results: those seen already, or else those that the server has.
   *
   * @returns The results, then completion; or {@linkcode ResultsNotReady}, or
   * {@linkcode ResultsExpired}.
   */
  get(): Observable<Results> {
    return defer(() => this.#results ? of(this.#results) : this.#request());
  }

  /** Asks the server whether the results are there, and keeps them if so. */
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
   * Are the results there?
   *
   * @param options With `check: false` no server is asked: have they been
   * seen?
   * @returns Whether, then completion; or {@linkcode ResultsExpired}.
   */
  isReady({ check = true }: { check?: boolean } = {}): Observable<boolean> {
    return defer(() =>
      this.#results || !check ? of(!!this.#results) : this.checkIfReady()
    );
  }

  /**
   * Looks at once, and again after each pause, until the results are there.
   *
   * @returns The results, then completion; or {@linkcode ResultsNotReady} when
   * the time is up, or {@linkcode ResultsExpired}.
   * @throws {RangeError} With a time that is no whole number from 1 on.
   */
  poll(options: PollOptions = {}): Observable<Results> {
    const { timeout: first = 30_000, interval = 2_000 } = options;
    waitMs(first, "timeout");
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
        timeout({
          first,
          scheduler,
          with: () => {
            throw last;
          },
        }),
      );
    });
  }

  /** The results of a check as members. */
  getNewMembers(results: readonly MemberData[]): readonly Member[] {
    return results.map((data) => new Member(this.manager, data));
  }

  /** Those of this request who are not, by guid, among the results of a check. */
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

/** What a failure means when it is about the results of adding members. */
export function toResultsError(error: BadResponse): Error {
  const details = { ...error, cause: error };
  return error.status === 503
    ? new ResultsNotReady("Cannot get results: not ready yet", details)
    : error.status === 404
    ? new ResultsExpired("Cannot get results: expired", details)
    : error;
}
