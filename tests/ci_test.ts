import { assert, assertEquals } from "@std/assert";
import { root } from "../_tools/project.ts";

/** What stands in for `npx` tells of where it runs, instead of running Deno. */
const NPX = `#!/usr/bin/env bash
for name in HOME TMPDIR DENO_DIR npm_config_cache XDG_CACHE_HOME; do
  echo "$name \${!name} $(ls "\${!name}" | wc -l)"
done
echo "npmrc $(cat "$HOME/.npmrc" 2>/dev/null)"
echo "registry $npm_config_registry"
echo "task $*"
touch "$TMPDIR/left" "$HOME/left"
eval "$BEFORE_END"
exit "\${CODE:-0}"
`;

const FOLDERS = [
  "DENO_DIR",
  "HOME",
  "TMPDIR",
  "XDG_CACHE_HOME",
  "npm_config_cache",
];

/** A machine with an `npx` of ours, on which `.ci/run` runs. */
class Machine implements AsyncDisposable {
  private constructor(readonly dir: string) {}

  static async make(npmrc?: string): Promise<Machine> {
    const dir = await Deno.makeTempDir({ prefix: "ci-" });
    for (const name of ["bin", "home", "tmp"]) {
      await Deno.mkdir(`${dir}/${name}`);
    }
    await Deno.writeTextFile(`${dir}/bin/npx`, NPX, { mode: 0o755 });
    if (npmrc !== undefined) {
      await Deno.writeTextFile(`${dir}/home/.npmrc`, npmrc);
    }
    return new Machine(dir);
  }

  run(env: Record<string, string> = {}): Deno.ChildProcess {
    const { dir } = this;
    return new Deno.Command(".ci/run", {
      cwd: root,
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      env: {
        PATH: `${dir}/bin:${Deno.env.get("PATH")}`,
        HOME: `${dir}/home`,
        TMPDIR: `${dir}/tmp`,
        BEFORE_END: "",
        ...env,
      },
      signal: AbortSignal.timeout(120_000),
    }).spawn();
  }

  /** What is left where temporary files go. */
  left(): Promise<string[]> {
    const entries = Deno.readDir(`${this.dir}/tmp`);
    return Array.fromAsync(entries, ({ name }) => name);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.dir, { recursive: true });
  }
}

/** The folders that the first task saw, each with how much was in it. */
function foldersIn(text: string): Map<string, { path: string; count: number }> {
  const found = new Map<string, { path: string; count: number }>();
  for (const line of text.split("\n")) {
    const [name = "", path = "", count] = line.split(" ");
    if (!FOLDERS.includes(name) || found.has(name)) continue;
    found.set(name, { path, count: Number(count) });
  }
  return found;
}

Deno.test(".ci/run gives each run folders of its own, and removes them", async () => {
  await using machine = await Machine.make();
  const env = { NPM_CONFIG_CACHE: `${machine.dir}/shared` };
  const seen = new Set<string>();
  for (const _ of [1, 2]) {
    const { code, stdout } = await machine.run(env).output();
    assertEquals(code, 0);
    const folders = foldersIn(new TextDecoder().decode(stdout));
    assertEquals([...folders.keys()].sort(), FOLDERS);
    for (const { path, count } of folders.values()) {
      assertEquals(count, 0);
      assert(path.startsWith(`${machine.dir}/tmp/`), path);
      seen.add(path);
    }
  }
  assertEquals(seen.size, 2 * FOLDERS.length);
  assertEquals(await machine.left(), []);
});

Deno.test(".ci/run takes packages from where the machine takes them", async () => {
  await using machine = await Machine.make("registry=http://127.0.0.1:9/a");
  const env = { npm_config_registry: "http://127.0.0.1:9/b" };
  const { stdout } = await machine.run(env).output();
  const text = new TextDecoder().decode(stdout);
  assert(text.includes("npmrc registry=http://127.0.0.1:9/a"), text);
  assert(text.includes("registry http://127.0.0.1:9/b"), text);
});

Deno.test(".ci/run checks and tests, and fails when one of them does", async () => {
  await using machine = await Machine.make();
  const { code, stdout } = await machine.run({ CODE: "1" }).output();
  const tasks = new TextDecoder().decode(stdout).match(/(?<=^task ).*/gm);
  assertEquals(tasks, ["-y deno@2 task check", "-y deno@2 task test"]);
  assertEquals(code, 1);
});

Deno.test(".ci/run ends what it started, and cleans up, when it is ended", async () => {
  await using machine = await Machine.make();
  // Without a reader, what goes on writing would fail anyhow.
  const child = machine.run({ BEFORE_END: "echo waiting; exec sleep 25" });
  const texts = child.stdout.pipeThrough(new TextDecoderStream());
  let text = "";
  let isTold = false;
  for await (const chunk of texts) {
    text += chunk;
    if (isTold || !text.includes("waiting")) continue;
    isTold = true;
    child.kill("SIGTERM");
  }
  // Its output ends only when nothing of it is left that could write.
  const { code } = await child.status;
  await child.stderr.cancel();
  assertEquals(code, 1);
  assertEquals(await machine.left(), []);
});
