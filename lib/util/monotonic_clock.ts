/** Reads a clock that may be set back as one that merely stands still then. */
export function monotonicClock(clock: { now(): number }): () => number {
  let behind = 0;
  let latest = -Infinity;
  return () => {
    const now = clock.now();
    behind = Math.max(behind, latest - now);
    return latest = now + behind;
  };
}
