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
import {
  assertFunction,
  assertMethod,
  invalidArgument,
} from "../util/validate.ts";
import type { WebhookActivity } from "./activity.ts";
import { type CallbackData, readCallback } from "./callback.ts";
import { InFlight } from "./in_flight.ts";
import type { ReadCallback, Webhook, WebhookOptions } from "./options.ts";
import { refusal, RefusedCallback } from "./refused_callback.ts";
import { recentIds } from "./dedupe.ts";
import { isFromPerson } from "./message_of.ts";
import { findWaitUntil } from "./wait_until.ts";

/**
 * Handles the messages that GroupMe posts to the callback URL of a bot, each one
 * once. Making a webhook checks its options and does nothing else.
 *
 * A message is answered with 200 at once and handled after that, concurrently
 * with others. Once its handler has completed, its id is stored: delivered
 * again, it is handled again only if that failed. Meanwhile a second delivery is
 * answered with 503, which asks to deliver it later; so it is too when there is
 * neither `handle` nor a subscriber of `messages$`.
 *
 * The handler goes on after the answer. A server keeps it running; on edge
 * workers pass their context to `handler()`: without its `waitUntil()` the
 * handler may be cut off, and the message is lost, since GroupMe takes it for
 * delivered. Programs that serve one callback URL share one store (`dedupe`); of
 * two that get a message at the same moment both may handle it.
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
 *       handle: ({ id }) => fetch(`https://sink.example/${id}`),
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
 *   handle: ({ id }) => fetch(`https://sink.example/${id}`),
 * });
 * Deno.serve(async (request) => {
 *   const handlers: unknown[] = [];
 *   const waitUntil = (handler: unknown) => handlers.push(handler);
 *   const response = await handler(request, { waitUntil });
 *   await Promise.all(handlers);
 *   return response;
 * });
 * ```
 * @returns The request handler, the messages and the outcomes.
 * @throws {TypeError} When `secret` is empty, a function is none, or a store has
 * not both methods.
 * @throws {RangeError} When `maxBytes` is below 1.
 */
export function webhook<M>(
  options: WebhookOptions<M> & { read: ReadCallback<M> },
): Webhook<M>;
/** Handles messages as their JSON. */
export function webhook(options: WebhookOptions): Webhook;
export function webhook<M>(options: WebhookOptions<M>): Webhook<M> {
  const { secret, handle = () => EMPTY, maxBytes = 1_048_576 } = options;
  const read: ReadCallback<M> = options.read ?? ((data) => data as M);
  const { filter = read.filter ?? isFromPerson, dedupe = recentIds() } =
    options;
  if (typeof secret !== "string" || secret === "") {
    throw invalidArgument("secret", "it must be a text that is not empty");
  }
  for (const [name, value] of Object.entries({ handle, read, filter })) {
    assertFunction(value, name);
  }
  assertMethod(dedupe, "has", "dedupe");
  assertMethod(dedupe, "add", "dedupe");
  if (!(maxBytes >= 1)) {
    const why = `it must be at least 1, got ${maxBytes}`;
    throw invalidArgument("maxBytes", why, RangeError);
  }
  // Subjects, since the requests are passed in by calls of `handler()`.
  const messages = new Subject<M>();
  const activity = new Subject<WebhookActivity>();
  const inFlight = new InFlight(dedupe);

  async function receive(request: Request, context: unknown[]): Promise<void> {
    const data = await readCallback(request, { secret, maxBytes });
    const given = filter(data);
    // A promise of another realm, or none but with `then()`, is one too.
    const isWanted = Object(given) === given ? Promise.resolve(given) : !!given;
    // Awaited only once nothing else leaves the message out.
    if (isWanted instanceof Promise) isWanted.catch(noop);
    if (!isWanted) return activity.next({ type: "ignored", data });
    if (!options.handle && !messages.observed) {
      const why = "it has no option `handle` and messages$ no subscriber";
      throw new RefusedCallback(503, why);
    }
    const end = await inFlight.begin(data.id);
    if (!end) return activity.next({ type: "duplicate", data });
    const handling = run(data, isWanted, end);
    try {
      findWaitUntil(context)?.waitUntil(handling);
    } catch {
      // Without its context, or too late: what runs after the answer may be lost.
      await handling;
    }
  }

  async function run(
    data: CallbackData,
    isWanted: true | Promise<boolean>,
    end: () => void,
  ): Promise<void> {
    const handling = defer(() => {
      const message = read(data);
      messages.next(message);
      return handle(message);
    });
    const storing = defer(async () => await dedupe.add(data.id));
    const handled = concat(handling, storing).pipe(
      ignoreElements(),
      endWith<WebhookActivity>({ type: "handled", data }),
    );
    const ignored = of<WebhookActivity>({ type: "ignored", data });
    const decided = isWanted === true ? of(true) : from(isWanted);
    const outcome = decided.pipe(
      concatMap((is) => is ? handled : ignored),
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
        await receive(request, context);
        return new Response();
      } catch (cause) {
        const error = cause instanceof RefusedCallback
          ? cause
          : new RefusedCallback(500, "an option of the webhook failed", cause);
        activity.next({ type: "refused", error });
        return refusal(error);
      }
    },
  };
}
