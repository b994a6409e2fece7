import type { VirtualClock } from "@rxgroupme/client/testing";
import { type SchedulerAction, type SchedulerLike, Subscription } from "rxjs";

/** The clock of a device, which can be set, and which sleeps. */
export interface JumpingClock extends SchedulerLike {
  /** Moves what the clock shows by so many ms; no timer is affected. */
  set(ms: number): void;
  /** Lets time pass in which no timer of the device goes on. */
  sleep(ms: number): Promise<void>;
}

/** Makes the clock of a device beside the true one. */
export function jumpingClock(clock: VirtualClock): JumpingClock {
  let off = 0;
  let slept = 0;
  let isAsleep = false;
  const woken = new Set<() => void>();
  return {
    now: () => clock.now() + off,
    set: (ms) => void (off += ms),
    async sleep(ms) {
      isAsleep = true;
      await clock.advance(ms);
      isAsleep = false;
      slept += ms;
      for (const wake of woken) wake();
      woken.clear();
    },
    schedule<T>(
      work: (this: SchedulerAction<T>, state?: T) => void,
      delay = 0,
      state?: T,
    ): Subscription {
      const timer = new Subscription();
      /** When it is due, by the time that the device was awake. */
      const due = clock.now() - slept + delay;
      function arm(): void {
        if (timer.closed) return;
        const inner = clock.schedule<T>(
          function (state) {
            timer.remove(inner);
            if (isAsleep) woken.add(arm);
            else if (clock.now() - slept < due) arm();
            else work.call(this, state);
          },
          Math.max(0, due - (clock.now() - slept)),
          state,
        );
        timer.add(inner);
      }
      arm();
      return timer;
    },
  };
}
