import { rmSync } from "node:fs";

/**
 * Writes a file, whole or not at all: whatever ends the process or the machine
 * meanwhile, there is what was there before.
 */
export function replaceFile(path: string, content: Uint8Array): void {
  const draft = `${path}.new`;
  const options = { write: true, create: true, truncate: true };
  const file = Deno.openSync(draft, options);
  try {
    for (let at = 0; at < content.length;) {
      at += file.writeSync(content.subarray(at));
    }
    // Else the name can be on the disk before what it names.
    file.syncDataSync();
  } catch (error) {
    // Where the disk is full, half of it takes no room from the others.
    rmSync(draft, { force: true });
    throw error;
  } finally {
    file.close();
  }
  Deno.renameSync(draft, path);
}
