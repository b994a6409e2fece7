import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  from,
  ignoreElements,
  last,
  map,
  type Observable,
  type ObservableInput,
  of,
  throwError,
  timeout,
} from "rxjs";
import { GroupMeError } from "../errors.ts";
import { commit } from "../operators/commit.ts";
import type { Content } from "../resources/messages/draft.ts";
import { assertFunction, waitMs } from "../util/validate.ts";
import { isObject } from "../wire/json.ts";
import { answerGuid } from "./answer_guid.ts";
import type { Answerable, BotOptions, Handled } from "./options.ts";

/** The outcome of a command or a notice: an answer stands, or it failed. */
export type BotOutcome<M, R = M> =
  | {
    readonly type: "answered";
    /** The command or the type of the notice. */
    readonly name: string;
    /** The message that was answered. */
    readonly message: M;
    /** The answer that the handler gave. */
    readonly content: Content;
    /** The answer as it was posted: the last value of the option `answer`. */
    readonly answer: R;
  }
  | {
    readonly type: "failed";
    /** The command or the type of the notice. */
    readonly name: string;
    /** The message that was to be answered. */
    readonly message: M;
    /** The handler's failure, or GroupMe's refusal of the answer. */
    readonly error: unknown;
  };

/**
 * Runs a handler and posts its answers, in order. A failure of either is an
 * outcome, and ends nothing.
 */
export function respond<M extends Answerable, R>(
  name: string,
  message: M,
  handle: () => Handled,
  options: BotOptions<M, R>,
): Observable<BotOutcome<M, R>> {
  const { answer = reply<M, R>, timeout: ms = 60_000, scheduler } = options;
  return defer(() => contentsOf(handle())).pipe(
    concatMap((content, n) => {
      if (!content) return EMPTY;
      const guid = answerGuid(message.id, n, name);
      return from(answer(message, content, guid)).pipe(
        last(undefined, undefined as R),
        map((answer): BotOutcome<M, R> => {
          return { type: "answered", name, message, content, answer };
        }),
      );
    }),
    timeout({
      each: ms,
      scheduler,
      with: () => throwError(() => tooSlow(name, ms)),
    }),
    catchError((error: unknown) =>
      of<BotOutcome<M, R>>({ type: "failed", name, message, error })
    ),
  );
}

/**
 * Checks the options of a bot.
 *
 * @throws {RangeError} With a `timeout` that is none.
 * @throws {TypeError} With an `answer` that is no function.
 */
export function assertOptions<M, R>(
  { answer, timeout }: BotOptions<M, R>,
): void {
  if (timeout !== undefined) waitMs(timeout, "timeout");
  if (answer !== undefined) assertFunction(answer, "answer");
}

/** Emits outcomes, then moves the cursor past their message. */
export function thenCommit<M extends Answerable, R>(
  outcomes: Observable<BotOutcome<M, R>>,
  message: M,
  { cursor }: BotOptions<M, R>,
): Observable<BotOutcome<M, R>> {
  if (!cursor) return outcomes;
  const committing = of(message).pipe(commit(cursor), ignoreElements());
  return concat(outcomes, committing);
}

function reply<M extends Answerable, R>(
  message: M,
  content: Content,
  sourceGuid: string,
): Observable<R> {
  const options = { split: true, sourceGuid, triedAfter: message.id };
  // What a message's own `reply()` emits is a message of the same class.
  return message.reply(content, options) as Observable<R>;
}

function contentsOf(
  handled: Handled,
): ObservableInput<Content | undefined | void> {
  // Who has no types may give null.
  if (handled === undefined || handled === null) return EMPTY;
  return isContent(handled) ? of(handled) : handled;
}

/** A text is an iterable too, of letters. */
function isContent(handled: NonNullable<Handled>): handled is Content {
  return typeof handled === "string" ||
    isObject(handled) && ("text" in handled || "attachments" in handled);
}

function tooSlow(name: string, ms: number): GroupMeError {
  return new GroupMeError(`Cannot answer ${name}: nothing within ${ms} ms`);
}
