import {
  BehaviorSubject,
  type Observable,
  type SchedulerLike,
  type Subscription,
} from "rxjs";
import { currentValues } from "../util/current_values.ts";
import { compareIds } from "../util/ids.ts";
import type { Input, PageInput } from "./inputs.ts";
import { reduce } from "./reducer.ts";
import type { Learned } from "./registers.ts";
import { type Config, emptyState, type State } from "./state.ts";
import type { Timeline } from "./types.ts";

/**
 * Holds the state of a timeline, and emits its snapshots: one for all that one
 * task brings.
 */
export class Store<M> {
  /** The snapshot of now, at once, and each further one. */
  readonly timeline$: Observable<Timeline<M>>;
  /** The newest message that is known of, loaded or not. */
  newestId = "";
  // A BehaviorSubject, for `value` between runs.
  readonly #timelines: BehaviorSubject<Timeline<M>>;
  readonly #scheduler: SchedulerLike;
  readonly #emitEvery: number;
  #state: State<M>;
  #inputs: Input[] = [];
  #asOf = 0;
  #seconds = 0;
  #emittedAt = -Infinity;
  #timer: Subscription | undefined;
  #isScheduled = false;

  /** Begins with nothing. */
  constructor(
    config: Config<M>,
    scheduler: SchedulerLike,
    emitEvery: number,
  ) {
    this.#state = emptyState(config);
    this.#scheduler = scheduler;
    this.#emitEvery = emitEvery;
    this.#timelines = new BehaviorSubject(this.#state.timeline);
    this.timeline$ = currentValues(this.#timelines);
  }

  /** The snapshot of now. */
  get value(): Timeline<M> {
    return this.#timelines.value;
  }

  /** The state, with all that has come in. */
  get state(): State<M> {
    if (this.#inputs.length > 0) this.#reduce();
    return this.#state;
  }

  /** Notes that there is a message, loaded or not. */
  see(id: string): void {
    if (compareIds(id, this.newestId) > 0) this.newestId = id;
  }

  /** Marks this moment: what a request that leaves now, or an event, knows. */
  learned(): Learned {
    return { asOf: ++this.#asOf, seconds: this.#seconds };
  }

  /** Takes inputs in, if any, and emits before it returns. */
  now(...inputs: readonly Input[]): void {
    this.#push(inputs);
    this.#emit();
  }

  /** Takes inputs in, and emits at the end of this task. */
  soon(...inputs: readonly Input[]): void {
    this.#push(inputs);
    if (this.#timer) return;
    const wait = this.#emittedAt + this.#emitEvery - this.#scheduler.now();
    if (this.#emitEvery > 0 && wait > 0) {
      this.#timer = this.#scheduler.schedule(
        () => this.#emit(),
        Math.min(wait, this.#emitEvery),
      );
      return;
    }
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // A microtask, and no timer: it cannot outlast whoever leaves.
    Promise.resolve().then(() => this.#emit());
  }

  #push(inputs: readonly Input[]): void {
    for (const input of inputs) {
      if (input.type === "page" && !input.isUpdate) this.#note(input.rows);
      const last = this.#inputs.at(-1);
      const joined = last && joinPages(last, input);
      if (joined) this.#inputs[this.#inputs.length - 1] = joined;
      else this.#inputs.push(input);
    }
  }

  #note(rows: PageInput["rows"]): void {
    for (const { id, created_at } of rows) {
      const seconds = Number(created_at);
      // One from the far future is no clock: ids begin with the seconds.
      const isSound = `${id}`.startsWith(`${created_at}`);
      if (isSound && seconds > this.#seconds) this.#seconds = seconds;
      if (isSound) this.see(`${id}`);
    }
  }

  #reduce(): void {
    const inputs = this.#inputs;
    this.#inputs = [];
    this.#state = reduce(this.#state, inputs);
  }

  #emit(): void {
    this.#timer?.unsubscribe();
    this.#timer = undefined;
    this.#isScheduled = false;
    const { timeline } = this.state;
    if (timeline === this.#timelines.value) return;
    this.#emittedAt = this.#scheduler.now();
    this.#timelines.next(timeline);
  }
}

/** Rows that a tail delivers one by one are of one page. */
function joinPages(a: Input, b: Input): Input | undefined {
  if (a.type !== "page" || b.type !== "page") return undefined;
  const isPlain = !a.span && !b.span && !a.isUpdate && !b.isUpdate &&
    a.learned === b.learned;
  return isPlain ? { ...a, rows: [...a.rows, ...b.rows] } : undefined;
}
