import { filter, type Observable, repeat, switchMap, take, timer } from "rxjs";
import { ResultsNotReady } from "../errors.ts";
import { type Api, Manager } from "../resource.ts";
import { type Conversation, idOf, keyOf } from "../resources/conversation.ts";
import type { User } from "../resources/user.ts";
import { timeLimit } from "../util/time_limit.ts";
import { waitMs } from "../util/validate.ts";
import { type Job, type JobOptions, readJob } from "./job.ts";

/** A client, or another manager. */
interface Owner {
  readonly session: Api;
  readonly user: User;
}

/** Uploads into one conversation, and the jobs that follow them. */
export class ConversationMedia extends Manager {
  /**
   * The id of the conversation; of a chat by one request a client.
   *
   * @internal
   */
  protected readonly id: Observable<string>;

  /**
   * Binds a conversation to a client; nothing is requested yet.
   *
   * @throws {TypeError} When it names no conversation.
   */
  constructor(
    { session, user }: Owner,
    conversation: Conversation,
  ) {
    super(session);
    this.id = idOf(user, keyOf(conversation));
  }

  /**
   * Uploads bytes, then asks at once and after each pause whether the job is
   * done. The upload is safe to repeat: what is lost on the way is in no message.
   *
   * @param upload The upload, and how its job is asked for.
   * @returns The result, then completion; or a {@linkcode ResultsNotReady} when
   * the time is up. Unsubscribing aborts the request, and asks no more.
   * @throws {RangeError} With a time that is out of its range.
   * @internal
   */
  protected run<T extends object>(
    upload: Observable<Job<T>>,
    { timeout = 120_000, interval = 1_000 }: JobOptions,
  ): Observable<T> {
    waitMs(timeout, "timeout");
    waitMs(interval, "interval");
    const { session } = this;
    const { scheduler } = session;
    const pause = (n: number) =>
      timer(
        Math.max(interval, Math.min(5_000, interval * 2 ** (n - 1))),
        scheduler,
      );
    return upload.pipe(
      switchMap(({ statusPath, readStatus, ...call }) =>
        session.request({
          ...call,
          method: "POST",
          responseType: "json",
          idempotent: true,
          timeout,
          read: readJob,
        }).pipe(
          switchMap((job) =>
            session.request({
              host: call.host,
              path: `${statusPath}?job=${job}`,
              responseType: "json",
              read: readStatus,
            }).pipe(
              repeat({ delay: pause }),
              filter(Boolean),
              take(1),
              timeLimit(
                timeout,
                scheduler,
                () =>
                  new ResultsNotReady(
                    `Cannot upload: not ready within ${timeout} ms`,
                  ),
              ),
            )
          ),
        )
      ),
    );
  }
}
