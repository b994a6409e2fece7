/**
 * Locks a file for this process. The operating system takes the lock back when
 * the process ends, however it ends.
 *
 * @returns What releases the lock; nothing where another process has it.
 */
export function lockFile(path: string): (() => void) | undefined {
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
