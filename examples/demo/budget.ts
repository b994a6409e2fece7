import type { Client } from "@rxgroupme/client";

/** Counts what a client spends. */
export class Budget {
  readonly #started = Date.now();
  #requests = 0;
  #retries = 0;

  /** Starts to count. */
  constructor({ activity$ }: Client) {
    activity$.subscribe(({ type }) => {
      if (type === "attempt") this.#requests += 1;
      // A tail looks again by itself after a look that failed for good.
      if (type === "retry" || type === "failure") this.#retries += 1;
    });
  }

  /** What it is by now, with the messages that were had for it. */
  rows(read: number, heard: number): [string, string][] {
    const seconds = (Date.now() - this.#started) / 1000;
    return [
      [
        "messages",
        `${count(read + heard)}: ${count(read)} read, ${count(heard)} live`,
      ],
      ["requests", count(this.#requests)],
      ["retries", count(this.#retries)],
      ["time", `${seconds.toFixed(1)} s`],
    ];
  }
}

/** A number with commas. */
export function count(n: number): string {
  return n.toLocaleString("en-US");
}
