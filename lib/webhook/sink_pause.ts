/** The pause after a 429 that names none, in ms. */
const DEFAULT_PAUSE_MS = 5_000;
/** The longest pause, in ms: an alarm cannot be set for the end of time. */
const MAX_PAUSE_MS = 86_400_000;

/**
 * How long nothing may be sent after an answer, in ms.
 *
 * @param text The body of the answer.
 * @param now The device's clock, for answers that name a date.
 */
export function pauseAfter(
  { headers, status }: Response,
  text: string,
  now: number,
): number {
  if (status === 429) {
    // Discord names fractions of a second, in the body alone.
    const pause = retryAfterOf(text) ?? headers.get("Retry-After");
    return toMs(pause, now) || DEFAULT_PAUSE_MS;
  }
  if (headers.get("X-RateLimit-Remaining") !== "0") return 0;
  return toMs(headers.get("X-RateLimit-Reset-After"), now);
}

/** Seconds, or a date, in ms from now; 0 where it is neither. */
function toMs(value: unknown, now: number): number {
  const text = typeof value === "number" ? `${value}` : value;
  if (typeof text !== "string") return 0;
  const seconds = Number(text);
  const ms = Number.isNaN(seconds) ? Date.parse(text) - now : 1_000 * seconds;
  return Math.min(Math.max(0, ms || 0), MAX_PAUSE_MS);
}

function retryAfterOf(text: string): unknown {
  try {
    return JSON.parse(text)?.retry_after;
  } catch {
    return undefined;
  }
}
