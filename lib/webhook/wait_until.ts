/** What makes a platform wait for work that goes on after the answer. */
export interface WaitUntil {
  /** Keeps the program running until `promise` is settled. */
  waitUntil(promise: Promise<unknown>): void;
}

/**
 * Finds, among what a platform gives to a handler beside the request, what
 * makes it wait: Workers give `(env, ctx)`, others `(ctx)`, Deno none.
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
