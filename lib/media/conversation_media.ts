import {
  filter,
  map,
  type Observable,
  repeat,
  switchMap,
  take,
  timer,
} from "rxjs";
import type { Client } from "../client.ts";
import { ResultsNotReady } from "../errors.ts";
import { Manager } from "../resource.ts";
import { type Conversation, idOf } from "../resources/conversation.ts";
import { backoff } from "../transport/retry.ts";
import { timeLimit } from "../util/time_limit.ts";
import { waitMs } from "../util/validate.ts";
import { type Job, type JobOptions, readJob } from "./job.ts";

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
    { session, user }: Pick<Client, "session" | "user">,
    conversation: Conversation,
  ) {
    super(session);
    this.id = idOf(user, conversation);
  }

  /**
   * Uploads bytes, then asks at once and after each pause whether the job is
   * done. The upload is safe to repeat: what is lost on the way is in no message.
   *
   * @param body The bytes.
   * @param toJob Makes the upload of the id of the conversation and the bytes.
   * @returns The result, then completion; or a {@linkcode ResultsNotReady} when
   * the time is up. Unsubscribing aborts the request, and asks no more.
   * @throws {RangeError} With a time that is out of its range.
   * @internal
   */
  protected run<Body, T extends object>(
    body: Observable<Body>,
    { timeout = 120_000, interval = 1_000 }: JobOptions,
    toJob: (id: string, body: Body) => Job<T>,
  ): Observable<T> {
    waitMs(timeout, "timeout");
    waitMs(interval, "interval");
    const { session } = this;
    const { scheduler } = session;
    const pause = (n: number) =>
      timer(
        Math.max(interval, backoff(n, interval, 5_000, () => 1)),
        scheduler,
      );
    return body.pipe(
      switchMap((it) => this.id.pipe(map((id) => toJob(id, it)))),
      switchMap(({ statusPath, readStatus, ...upload }) =>
        session.request({
          ...upload,
          method: "POST",
          responseType: "json",
          idempotent: true,
          timeout,
          read: readJob,
        }).pipe(
          switchMap((job) =>
            session.request({
              host: upload.host,
              path: `${statusPath}?job=${job}`,
              responseType: "json",
              read: readStatus,
            }).pipe(
              repeat({ delay: pause }),
              filter((result): result is T => !!result),
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
