import type { Api } from "../../resource.ts";
import { PollInterval, type PollIntervalOptions } from "../poll_interval.ts";

/**
 * The times to poll conversations that no index lists, such as topics that were
 * pushed: each has its own, since no index tells of their news.
 */
export class UnlistedPolls {
  readonly #session: Api;
  readonly #options: PollIntervalOptions;
  readonly #most: number;
  readonly #intervals = new Map<string, PollInterval>();

  /** Polls `most` of them at a time. */
  constructor(session: Api, options: PollIntervalOptions, most: number) {
    this.#session = session;
    this.#options = options;
    this.#most = most;
  }

  /** Those of the conversations that are due; all of them for a backfill. */
  due(names: readonly string[], isBackfill: boolean): readonly string[] {
    const due = names.filter((name) => isBackfill || this.#of(name).wait === 0);
    return isBackfill ? due : due.slice(0, this.#most);
  }

  /** Plans the next poll of one, by the number of messages of the last. */
  polled(name: string, messages: number): void {
    this.#of(name).polled(messages);
  }

  #of(name: string): PollInterval {
    const known = this.#intervals.get(name);
    const interval = known ??
      new PollInterval(this.#session, this.#options);
    this.#intervals.set(name, interval);
    return interval;
  }
}
