import {
  auditTime,
  catchError,
  concatMap,
  filter,
  finalize,
  fromEvent,
  ignoreElements,
  map,
  merge,
  type Observable,
  of,
  ReplaySubject,
  scan,
  share,
  Subject,
  switchMap,
  tap,
  timer,
} from "rxjs";
import { BadResponse, NotFound } from "@rxgroupme/client";
import { network$ } from "./network.ts";

/** Something that people answer, as a poll or an event, and one's own answer. */
export interface Answered<T, A> {
  /** As it was read last. */
  readonly value?: T | undefined;
  /** One's own answer while it is on its way. */
  readonly given?: { readonly answer: A } | undefined;
  /** The last one that was taken. */
  readonly taken?: { readonly answer: A } | undefined;
  /** Why it could not be read, or the last answer was not taken. */
  readonly error?: unknown;
  /**
   * Answers.
   *
   * @param send Emits what is answered as it is then; nothing if it is to be
   * read.
   */
  readonly give?: (answer: A, send: Observable<T | undefined>) => void;
}

/** All of a kind that people answer. */
export interface Answers<T, A> {
  /**
   * One of them, read at once, and again when the network is back or the tab is
   * seen again, as GroupMe sends no notice of votes; one state for all that show
   * it. Does not complete.
   */
  at(id: string, read: Observable<T>): Observable<Answered<T, A>>;
  /** Reads again what is shown, as a notice tells of it. */
  told(id: string): void;
}

/** So long a state is kept once nothing shows it, in ms: answers go out. */
const KEPT_MS = 30_000;

/** Keeps what people answer while something shows it. */
export function answers<T, A>(): Answers<T, A> {
  const known = new Map<string, {
    readonly states: Observable<Answered<T, A>>;
    readonly reads: Subject<void>;
  }>();
  return {
    told: (id) => known.get(id)?.reads.next(),
    at: (id, read) => {
      const reads = known.get(id)?.reads ?? new Subject();
      const states = known.get(id)?.states ??
        statesOf<T, A>(read, reads).pipe(
          finalize(() => known.delete(id)),
          share({
            connector: () => new ReplaySubject(1),
            resetOnRefCountZero: () => timer(KEPT_MS),
          }),
        );
      known.set(id, { reads, states });
      const nudges = merge(
        network$,
        fromEvent(document, "visibilitychange").pipe(
          filter(() => !document.hidden),
        ),
      ).pipe(tap(() => reads.next()), ignoreElements());
      return merge(states, nudges);
    },
  };
}

function statesOf<T, A>(
  read: Observable<T>,
  reads: Subject<void>,
): Observable<Answered<T, A>> {
  type State = Answered<T, A>;
  type Step = (before: State) => State;
  const gives = new Subject<{ answer: A; send: Observable<T | undefined> }>();
  // One after the other: an older value never comes behind a newer one.
  const steps = merge(
    gives,
    // Many cards may begin to show it at once.
    reads.pipe(auditTime(0), map(() => undefined)),
  ).pipe(
    concatMap((given) => {
      const rest = (it: State) => it.given === given ? undefined : it.given;
      return (given?.send ?? of(undefined)).pipe(
        switchMap((value) => value ? of(value) : read),
        map((value): Step => (it) => ({
          ...it,
          value,
          given: rest(it),
          taken: given ?? it.taken,
          error: given || !it.value ? undefined : it.error,
        })),
        catchError((error) => {
          // It may be over by now, and its card says so then.
          if (given && error instanceof BadResponse) reads.next();
          // As an event is that was cancelled.
          const isGone = !given && error instanceof NotFound;
          return of<Step>((it) => ({
            ...it,
            value: isGone ? undefined : it.value,
            given: rest(it),
            error: given || isGone || !it.value ? error : it.error,
          }));
        }),
      );
    }),
  );
  const choices = gives.pipe(
    map((given): Step => (it) => ({ ...it, given, error: undefined })),
  );
  const first: State = {
    give: (answer, send) => gives.next({ answer, send }),
  };
  return merge(choices, steps).pipe(scan((it, step) => step(it), first));
}
