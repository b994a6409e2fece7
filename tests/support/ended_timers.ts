import { VirtualClock } from "@rxgroupme/client/testing";
import type { SchedulerLike } from "rxjs";

/** A scheduler, the timers of which a platform can end with what set them. */
export interface EndedTimers {
  /** Its timers never fire, until `restart()`. */
  readonly scheduler: SchedulerLike;
  /** From now on timers fire again. */
  restart(): void;
}

/** Makes one that shows the time of a clock. */
export function endedTimers(clock: VirtualClock): EndedTimers {
  let timers = new VirtualClock();
  return {
    scheduler: {
      now: () => clock.now(),
      get schedule() {
        return timers.schedule.bind(timers);
      },
    },
    restart: () => {
      timers = clock;
    },
  };
}
