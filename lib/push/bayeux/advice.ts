import { isObject } from "../../wire/json.ts";

/** How the server wants its clients to go on; times in ms. */
export interface Advice {
  /** To poll again, to greet again, or to do neither. */
  readonly reconnect: string;
  /** How long to wait before the next poll; below 0: for ever. */
  readonly interval: number;
  /** How long a poll may be held. */
  readonly timeout: number;
}

/** What holds as long as the server says nothing. */
export const NO_ADVICE: Advice = {
  reconnect: "retry",
  interval: 0,
  timeout: 60_000,
};

/** Longer than any server waits, and short enough for every timer. */
export const LONGEST = 3_600_000;

/** Takes up new advice, field by field. */
export function advised(old: Advice, advice: unknown): Advice {
  if (!isObject(advice)) return old;
  const { reconnect, interval, timeout } = { ...old, ...advice };
  return {
    reconnect: `${reconnect}`,
    interval: Math.min(Number(interval) || 0, LONGEST),
    timeout: Math.min(Number(timeout) || old.timeout, LONGEST),
  };
}
