/** The part of a platform's context that keeps a program alive. */
export interface WaitUntil {
  /** Keeps the program running until `promise` is settled. */
  waitUntil(promise: Promise<unknown>): void;
}

/**
 * Finds `waitUntil()` among the arguments that a platform passes after the
 * request: Workers pass `(env, ctx)`, others `(ctx)`, Deno an object without it.
 */
export function findWaitUntil(
  context: readonly unknown[],
): WaitUntil | undefined {
  return context.find(canWait);
}

function canWait(value: unknown): value is WaitUntil {
  return typeof value === "object" && value !== null &&
    "waitUntil" in value && typeof value.waitUntil === "function";
}
