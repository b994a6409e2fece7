import { assert, assertEquals } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { pinned, root } from "../../_tools/deno.ts";
import { Served } from "../cli/served.ts";
import { inDirectory } from "./stores.ts";

const MESSAGES = 6_000;

/** More than a run needs, in ms. */
const LIMIT = 120_000;

/** Mirrors into a store, and tells of each page. */
const PROGRAM = (kind: string) => `
import { Client } from "@rxgroupme/client";
import { mirror } from "@rxgroupme/client/mirror";
import { ${kind}Mirror } from "@rxgroupme/client/mirror/${kind}";
const [path, base] = Deno.args;
const client = new Client({
  token: Deno.env.get("GROUPME_TOKEN"),
  baseUrls: base,
  rateLimit: { requests: 1_000, perMs: 1 },
});
await using store = ${kind}Mirror(path);
await mirror(client, store).forEach(({ state }) => console.log(state));
`;

for (const kind of ["sqlite", "ndjson"] as const) {
  Deno.test(`${kind}Mirror() of a process that was killed is free at once, and whole`, () =>
    inDirectory(async (dir) => {
      const simulator = new GroupMeSimulator();
      const group = simulator.addGroup({ history: MESSAGES });
      // A run that is to be killed gets no more than some pages.
      let most = 0;
      const release = Promise.withResolvers<void>();
      await using served = new Served(simulator, ({ pathname }) => {
        if (pathname.endsWith("/messages") && most-- <= 0) {
          return release.promise;
        }
      });
      const place = kind === "sqlite" ? `${dir}/a.db` : `${dir}/a`;
      const program = `${dir}/program.ts`;
      await Deno.writeTextFile(program, PROGRAM(kind));
      const base = served.env.GROUPME_API ?? "";
      const start = () =>
        new Deno.Command(Deno.execPath(), {
          args: [
            ...["run", "-A", "--quiet", "--no-check", pinned],
            // Without it Deno would write what else is pinned out of the lock.
            "--config=deno.json",
            `--import-map=${new URL("import_map.json", root).href}`,
            ...[program, place, base],
          ],
          cwd: root,
          env: served.env,
          stdout: "piped",
          stderr: "piped",
          signal: AbortSignal.timeout(LIMIT),
        }).spawn();
      for (const pages of [1, 3, 6]) {
        most = pages + 4;
        const child = start();
        let seen = 0;
        const lines = child.stdout.pipeThrough(new TextDecoderStream());
        for await (const text of lines) {
          seen += text.split("\n").filter(Boolean).length;
          if (seen < pages) continue;
          child.kill("SIGKILL");
          break;
        }
        await child.stderr.cancel();
        assertEquals((await child.status).signal, "SIGKILL");
      }
      most = Infinity;
      release.resolve();
      const { code, stdout, stderr } = await start().output();
      assertEquals(code, 0, new TextDecoder().decode(stderr));
      const told = new TextDecoder().decode(stdout);
      assert(!told.includes("waiting"), "the lock of a dead process");
      const store = kind === "sqlite"
        ? sqliteMirror(place)
        : ndjsonMirror(place);
      const rows = await store.read(`group:${group.id}`, { limit: 10_000 });
      await store[Symbol.asyncDispose]();
      assertEquals(
        rows.map(({ id }) => id),
        Array.from(
          { length: MESSAGES },
          (_, n) => group.idAt(MESSAGES - 1 - n),
        ),
      );
    }));
}
