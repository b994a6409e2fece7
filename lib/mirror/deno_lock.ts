import { StoreError } from "./store_errors.ts";

/**
 * Makes sure that Deno runs this.
 *
 * @throws {StoreError} In another runtime.
 */
export function assertDeno(path: string, purpose: string): void {
  if ("Deno" in globalThis) return;
  throw new StoreError(
    `Cannot use ${path}: ${purpose} needs Deno. Run the program with "npx -y deno@2 run -A", or choose another store.`,
  );
}

/**
 * Locks a file for this process. The operating system takes the lock back when
 * the process ends, however it ends.
 *
 * @returns A function that releases the lock; nothing where another process has it.
 * @throws {StoreError} In another runtime than Deno.
 */
export function lockFile(path: string): (() => void) | undefined {
  assertDeno(path, "the lock of a mirror");
  const file = Deno.openSync(path, { create: true, write: true });
  if (!file.tryLockSync(true)) {
    file.close();
    return undefined;
  }
  // The file stays: to remove it would let two processes lock two files.
  return () => {
    file.unlockSync();
    file.close();
  };
}
