import { assertEquals } from "@std/assert";
import { type RunHelpers, TestScheduler } from "rxjs/testing";

/** What a test in virtual time has at hand. */
export interface Marbles extends RunHelpers {
  /** The clock, for what takes one. */
  readonly scheduler: TestScheduler;
}

/** Runs a test in virtual time, where a minute takes none. */
export function marbles(test: (helpers: Marbles) => void): void {
  const scheduler = new TestScheduler(assertEquals);
  scheduler.run((helpers) => test({ ...helpers, scheduler }));
}
