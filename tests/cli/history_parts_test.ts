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

Deno.test("groupme history --csv gives a file its name once it is whole, however a run ends", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    const path = `${dir}/family.csv`;
    const names = () => [...Deno.readDirSync(dir)].map(({ name }) => name);
    const half = async () => {
      const running = shell.start("history", "Family", "--csv", path);
      await shell.clock.advance(500);
      // What the end of the process would leave.
      assertEquals(names().length, 1);
      assertMatch(names()[0] ?? "", /^family\.csv\.\d+\.new$/);
      return running;
    };
    const interrupted = await half();
    interrupted.interrupt();
    assertEquals(await shell.clock.until(interrupted.code), 130);
    assertEquals(names(), []);

    const late = await half();
    await Deno.writeTextFile(path, "of somebody else");
    assertEquals(await shell.clock.until(late.code), 1);
    assertMatch(late.err, /family\.csv: it is there already/);
    assertEquals(names(), ["family.csv"]);
    assertEquals(await Deno.readTextFile(path), "of somebody else");

    await Deno.remove(path);
    const whole = await half();
    assertEquals(await shell.clock.until(whole.code), 0);
    assertEquals(names(), ["family.csv"]);
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
