import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  endWith,
  finalize,
  from,
  ignoreElements,
  lastValueFrom,
  noop,
  of,
  Subject,
} from "rxjs";
import type { WebhookActivity } from "./activity.ts";
import { type CallbackData, readCallback } from "./callback.ts";
import { Claims } from "./in_flight.ts";
import type { ReadCallback, Webhook, WebhookOptions } from "./options.ts";
import { refusal, RefusedCallback } from "./refused_callback.ts";
import { recentIds } from "./dedupe.ts";
import { isFromPerson } from "./sender.ts";
import { findWaitUntil } from "./wait_until.ts";

/**
 * Takes in what GroupMe posts to the callback URL of a bot, each message once.
 * Making a webhook does nothing but look at its options.
 *
 * A message is answered with 200 at once, and worked on after that, beside
 * others. When its work is done, and no sooner, its id is remembered: delivered
 * again, it is worked on again only if it failed. While it is worked on, a
 * repetition is answered with 503, and is welcome later; so too when there is
 * neither `work` nor a subscriber of `messages$`.
 *
 * The work must outlive the answer. On a server it does so by itself. On edge
 * workers give their context to the handler: without its `waitUntil()` the work
 * may be cut off, and the message is lost, as GroupMe takes it for delivered.
 * Where several programs share a callback URL, what they remember must be in
 * one place (`seen`); of two at the very same moment both may work.
 *
 * @example In a Worker
 * ```ts
 * import { type Webhook, webhook } from "@rxgroupme/client/webhook";
 *
 * let hook: Webhook | undefined;
 * export default {
 *   fetch(request: Request, env: { SECRET: string }, ctx: unknown) {
 *     hook ??= webhook({
 *       secret: env.SECRET,
 *       work: ({ id }) => fetch(`https://sink.example/${id}`),
 *     });
 *     return hook.handler(request, ctx);
 *   },
 * };
 * ```
 * @example Where nothing may run after the answer
 * ```ts
 * import { webhook } from "@rxgroupme/client/webhook";
 *
 * const { handler } = webhook({
 *   secret: "31c9f3a0-6d0e-4a57-9d53-4d1c1f0e8a55",
 *   work: ({ id }) => fetch(`https://sink.example/${id}`),
 * });
 * Deno.serve(async (request) => {
 *   const works: unknown[] = [];
 *   const waitUntil = (work: unknown) => works.push(work);
 *   const response = await handler(request, { waitUntil });
 *   await Promise.all(works);
 *   return response;
 * });
 * ```
 * @returns The handler of requests, and what comes in.
 * @throws {TypeError} Without a secret.
 * @throws {RangeError} With a `maxBytes` that is not positive.
 */
export function webhook<M>(
  options: WebhookOptions<M> & { read: ReadCallback<M> },
): Webhook<M>;
/** Takes in messages as they are on the wire. */
export function webhook(options: WebhookOptions): Webhook;
export function webhook<M>(options: WebhookOptions<M>): Webhook<M> {
  const { secret, work = () => EMPTY, maxBytes = 100_000 } = options;
  const read: ReadCallback<M> = options.read ?? ((data) => data as M);
  const { accept = read.accept ?? isFromPerson, seen = recentIds() } = options;
  if (typeof secret !== "string" || secret === "") {
    throw new TypeError("Cannot make a webhook: secret is empty");
  }
  if (!(maxBytes > 0)) {
    throw new RangeError(`Cannot make a webhook: maxBytes is ${maxBytes}`);
  }
  const messages = new Subject<M>();
  const activity = new Subject<WebhookActivity>();
  const claims = new Claims(seen);

  async function takeIn(request: Request, context: unknown[]): Promise<void> {
    const data = await readCallback(request, { secret, maxBytes });
    const isAccepted = accept(data);
    // Waited for only by what gets as far as to its work.
    if (isAccepted instanceof Promise) isAccepted.catch(noop);
    if (!isAccepted) return activity.next({ type: "ignored", data });
    if (!options.work && !messages.observed) {
      throw new RefusedCallback(503, "nobody is there to take it");
    }
    const giveBack = await claims.take(data.id);
    if (!giveBack) return activity.next({ type: "repeated", data });
    const working = perform(data, isAccepted, giveBack);
    findWaitUntil(context)?.waitUntil(working);
  }

  async function perform(
    data: CallbackData,
    isAccepted: true | Promise<boolean>,
    end: () => void,
  ): Promise<void> {
    const working = defer(() => {
      const message = read(data);
      messages.next(message);
      return work(message);
    });
    const remembering = defer(async () => await seen.add(data.id));
    const all = concat(working, remembering).pipe(
      ignoreElements(),
      endWith<WebhookActivity>({ type: "worked", data }),
    );
    const ignored = of<WebhookActivity>({ type: "ignored", data });
    // Without types anything true may come, and a text is a stream of letters.
    const is = typeof isAccepted === "object" ? from(isAccepted) : of(true);
    const outcome = is.pipe(
      concatMap((is) => is ? all : ignored),
      catchError((error: unknown) =>
        of<WebhookActivity>({ type: "failed", data, error })
      ),
      finalize(end),
    );
    activity.next(await lastValueFrom(outcome));
  }

  return {
    messages$: messages.asObservable(),
    activity$: activity.asObservable(),
    async handler(request, ...context) {
      try {
        await takeIn(request, context);
        return new Response();
      } catch (cause) {
        const error = cause instanceof RefusedCallback
          ? cause
          : new RefusedCallback(500, "what it needs failed", cause);
        activity.next({ type: "refused", error });
        return refusal(error);
      }
    },
  };
}
