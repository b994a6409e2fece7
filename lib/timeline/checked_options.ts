import { catchError, EMPTY, from, type Observable } from "rxjs";
import { type FullTailOptions, tailOptions } from "../tail/options.ts";
import { idOfTime, isId } from "../util/ids.ts";
import {
  assertAtMostOne,
  assertFunction,
  assertInteger,
  assertMethod,
  assertObjectOr,
  got,
  invalidArgument,
  MAX_TIMER_MS,
} from "../util/validate.ts";
import type { RefreshOptions, TimelineOptions } from "./options.ts";

/** The options that are streams of what the user does. */
type Signals = "older$" | "newer$" | "intents$" | "visible$";

/** The options with their defaults. */
export type FullTimelineOptions<M> =
  & TimelineOptions<M>
  & Required<
    Pick<
      TimelineOptions<M>,
      | "size"
      | "page"
      | "emitEvery"
      | Signals
    >
  >
  & {
    readonly refresh: Required<RefreshOptions>;
    /** How the live end is followed. */
    readonly tail: FullTailOptions;
    readonly since: string | undefined;
  };

/**
 * Fills in the defaults.
 *
 * @throws {TypeError} With an option of another kind.
 * @throws {RangeError} With a number out of its range.
 */
export function timelineOptions<M>(
  options: TimelineOptions<M>,
): FullTimelineOptions<M> {
  const { page = 100, size = 300, emitEvery = 0 } = options;
  const { refresh = {}, since, around = since } = options;
  const rest = { since: undefined, cursor: undefined, gap: "tell" } as const;
  const tail = tailOptions({ ...options, ...rest });
  assertInteger(page, 1, 100, "page");
  assertInteger(size, 2 * page, Infinity, "size");
  assertInteger(emitEvery, 0, MAX_TIMER_MS, "emitEvery");
  assertObjectOr(refresh, [false], "refresh");
  const { newest = 10_000, visible = 60_000, hidden = 60_000 } = refresh ||
    { newest: false, visible: false };
  for (const [name, ms] of Object.entries({ newest, visible, hidden })) {
    if (ms !== false) assertInteger(ms, 1, MAX_TIMER_MS, `refresh.${name}`);
  }
  assertAtMostOne({ since, around: options.around });
  if (around !== undefined && around !== "unread") {
    assertPlace(around, around === since ? "since" : "around");
  }
  if (around === "unread" && !options.read) {
    throw invalidArgument(
      "around",
      "it must come with the option read, where it is unread",
    );
  }
  if (options.show !== undefined) assertFunction(options.show, "show");
  const isAfter = typeof since === "string" && since !== "unread";
  return {
    ...options,
    page,
    size,
    emitEvery,
    tail,
    refresh: { newest, visible, hidden },
    since: isAfter ? since : undefined,
    around: isAfter ? undefined : around,
    older$: signals(options.older$, "older$"),
    newer$: signals(options.newer$, "newer$"),
    intents$: signals(options.intents$, "intents$"),
    visible$: signals(options.visible$, "visible$"),
  };
}

/** A stream of the user's, of which an error can end no timeline. */
function signals<T>(
  given: Observable<T> | undefined,
  name: string,
): Observable<T> {
  assertMethod(given, "subscribe", name);
  return from(given ?? EMPTY).pipe(catchError(() => EMPTY));
}

/**
 * Checks where to open, or to jump to.
 *
 * @throws {TypeError} When it is neither a message id nor a valid date.
 * @throws {RangeError} When it is a date before 1970.
 */
export function assertPlace(to: string | Date, name: string): void {
  if (to instanceof Date && !Number.isNaN(+to)) idOfTime(to);
  else if (typeof to !== "string" || !isId(to)) {
    throw invalidArgument(
      name,
      `it must be a message id or a valid Date${got(to)}`,
    );
  }
}
