import { isObject, toText } from "../../wire/json.ts";

/** How the server wants its clients to continue; times in ms. */
export interface Advice {
  /** `retry`: poll again; `handshake`; or `none`, which ends it. */
  readonly reconnect: string;
  /** The wait before the next poll; below 0: for ever. */
  readonly interval: number;
  /** How long the server may hold a poll. */
  readonly timeout: number;
}

/** The advice until the server gives one. */
export const NO_ADVICE: Advice = {
  reconnect: "retry",
  interval: 0,
  timeout: 60_000,
};

/** Longer than any server waits, and short enough for every timer; in ms. */
const MAX_ADVICE_MS = 3_600_000;

/** Merges new advice into the old one, field by field. */
export function mergeAdvice(old: Advice, advice: unknown): Advice {
  if (!isObject(advice)) return old;
  const { reconnect, interval, timeout } = { ...old, ...advice };
  return {
    reconnect: toText(reconnect) ?? old.reconnect,
    interval: toMs(interval),
    timeout: Math.max(toMs(timeout), 0) || old.timeout,
  };
}

/** Only of text and numbers: what else JSON holds may throw when converted. */
function toMs(value: unknown): number {
  return Math.min(Number(toText(value)) || 0, MAX_ADVICE_MS);
}
