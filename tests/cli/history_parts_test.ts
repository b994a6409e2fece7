import { assertEquals, assertMatch } from "@std/assert";
import { Shell, withDirectory } from "./shell.ts";

function world() {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family", history: 450 });
  return { shell, group };
}

Deno.test("groupme history --csv writes a table, newest first", () =>
  withDirectory(async (dir) => {
    const { shell, group } = world();
    const path = `${dir}/family.csv`;
    const { code, err } = await shell.run("history", "Family", "--csv", path);
    assertEquals([code, err], [0, `450 messages in ${path}\n`]);
    const [header = "", ...rows] = (await Deno.readTextFile(path)).trimEnd()
      .split("\n");
    assertMatch(header, /^conversation,id,/);
    assertEquals(
      rows.map((it) => it.split(",")[1]),
      Array.from({ length: 450 }, (_, n) => group.idAt(449 - n)),
    );
    const again = await shell.run("history", "Family", "--csv", path);
    assertMatch(again.err, /is there already/);
    assertEquals(again.code, 1);
  }));

Deno.test("groupme history --limit reads no more pages than it needs", async () => {
  const { shell, group } = world();
  const args = ["history", group.id, "--ndjson", "-", "--limit", "3"];
  const { out } = await shell.run(...args);
  assertEquals(
    out.trimEnd().split("\n").map((it) => JSON.parse(it).id),
    [449, 448, 447].map((n) => group.idAt(n)),
  );
  assertEquals(shell.simulator.requests.length, 2);
});

Deno.test("groupme history --oldest-first begins with the oldest message", async () => {
  const { shell, group } = world();
  const args = ["history", group.id, "--ndjson", "-", "--oldest-first"];
  const all = await shell.run(...args);
  const ids = all.out.trimEnd().split("\n").map((it) => JSON.parse(it).id);
  assertEquals(ids, Array.from({ length: 450 }, (_, n) => group.idAt(n)));
  const some = await shell.run(...args, "--limit", "2");
  assertEquals(some.out, all.out.split("\n").slice(0, 2).join("\n") + "\n");
});

Deno.test("groupme history wants one kind of file", async () => {
  const { shell } = world();
  const { code, err } = await shell.run(
    ...["history", "Family", "--csv", "-", "--ndjson", "-"],
  );
  assertEquals(code, 2);
  assertMatch(err, /say --ndjson or --csv/);
});
