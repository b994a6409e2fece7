import { assertEquals, assertThrows } from "@std/assert";
import { replaceFile } from "../../lib/mirror/deno_replace_file.ts";
import { inDirectory } from "./stores.ts";

/** Runs `use`, and tells in what order files are written, synced and renamed. */
function recorded(
  use: () => void,
  writeSync = Deno.FsFile.prototype.writeSync,
) {
  const { prototype } = Deno.FsFile;
  const { writeSync: write, syncDataSync } = prototype;
  const { renameSync } = Deno;
  const calls: string[] = [];
  prototype.writeSync = function (bytes) {
    calls.push("write");
    return writeSync.call(this, bytes);
  };
  prototype.syncDataSync = function () {
    calls.push("sync");
    syncDataSync.call(this);
  };
  Deno.renameSync = (...paths) => {
    calls.push("rename");
    renameSync(...paths);
  };
  try {
    use();
  } finally {
    Object.assign(prototype, { writeSync: write, syncDataSync });
    Deno.renameSync = renameSync;
  }
  return calls;
}

const bytes = (text: string) => new TextEncoder().encode(text);

Deno.test("replaceFile() gives a file its name once it is on the disk, for a power cut", () =>
  inDirectory(async (dir) => {
    const path = `${dir}/a.txt`;
    const calls = recorded(() => replaceFile(path, bytes("one")));
    assertEquals(calls, ["write", "sync", "rename"]);
    replaceFile(path, bytes(""));
    replaceFile(path, bytes("two"));
    assertEquals(await Deno.readTextFile(path), "two");
    assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name), ["a.txt"]);
  }));

Deno.test("replaceFile() leaves what was there where the disk is full", () =>
  inDirectory(async (dir) => {
    const path = `${dir}/a.txt`;
    replaceFile(path, bytes("one"));
    const { writeSync } = Deno.FsFile.prototype;
    let writes = 0;
    const calls = recorded(() =>
      assertThrows(
        () => replaceFile(path, bytes("two and more")),
        Error,
        "os error 28",
      ), function (this: Deno.FsFile, part) {
      if (++writes > 1) throw new Error("No space left (os error 28)");
      return writeSync.call(this, part.subarray(0, 3));
    });
    assertEquals(calls, ["write", "write"]);
    assertEquals(await Deno.readTextFile(path), "one");
    assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name), ["a.txt"]);
  }));
