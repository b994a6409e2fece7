import { assert, assertEquals, assertMatch } from "@std/assert";
import { Shell, withDirectory } from "./shell.ts";

Deno.test("groupme groups lists groups, the most recently active first", async () => {
  const shell = new Shell();
  const { simulator } = shell;
  const quiet = simulator.addGroup({ name: "Quiet" });
  const loud = simulator.addGroup({ name: "Loud\tand\x1b[2J clear" });
  await shell.clock.advance(2_000);
  simulator.inject(loud);
  const { code, out, err } = await shell.run("groups");
  assertEquals([code, err], [0, ""]);
  const rows = out.trimEnd().split("\n").map((line) => line.split("\t"));
  assertEquals(rows.map(([id, count, , name]) => [id, count, name]), [
    [loud.id, "1", "Loud and[2J clear"],
    [quiet.id, "0", "Quiet"],
  ]);
  assertMatch(rows[0]?.[2] ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
});

Deno.test("groupme groups draws a table on a terminal", async () => {
  const shell = new Shell();
  shell.isTerminal = true;
  const { id } = shell.simulator.addGroup({ name: "Family", history: 12_345 });
  const { out } = await shell.run("groups");
  const [head, row] = out.split("\n");
  assertMatch(head ?? "", /^id +messages +last active +name$/);
  assertMatch(
    row ?? "",
    new RegExp(`^${id}    12,345  .{10} .{8}  Family$`),
  );
});

Deno.test("groupme groups paints on a terminal, unless NO_COLOR is set", async () => {
  const shell = new Shell();
  shell.isTerminal = true;
  shell.simulator.addGroup({ name: "Family" });
  const escape = "\x1b[";
  assertEquals((await shell.run("groups")).out.includes(escape), false);
  delete shell.env.NO_COLOR;
  assertEquals((await shell.run("groups")).out.includes(escape), true);
});

Deno.test("groupme sends no escape sequence to a terminal that shows them", () =>
  withDirectory(async (path) => {
    const shell = new Shell();
    shell.isTerminal = true;
    delete shell.env.NO_COLOR;
    shell.simulator.addGroup({ name: "Family", history: 450 });
    const commands = [
      ["groups"],
      ["history", "Family"],
      ["mirror", path],
      ["search", path, "the"],
      ["export", path, `${path}/pages`, "--html"],
    ];
    for (const args of commands) {
      delete shell.env.TERM;
      const painted = await shell.run(...args);
      assert(/(?!\n)\p{Cc}/u.test(painted.out + painted.err), args.join(" "));
      await Deno.remove(`${path}/pages`, { recursive: true }).catch(() => {});
      shell.env.TERM = "dumb";
      const { code, out, err } = await shell.run(...args);
      assertEquals(code, painted.code);
      assert(!/(?!\n)\p{Cc}/u.test(out + err), args.join(" "));
    }
  }));

Deno.test("groupme groups lists more groups than are on a page", async () => {
  const shell = new Shell();
  for (let i = 0; i < 230; i++) shell.simulator.addGroup();
  const { out } = await shell.run("groups");
  assertEquals(new Set(out.trimEnd().split("\n")).size, 230);
});

Deno.test("groupme groups says so when there are none", async () => {
  const ended = await new Shell().run("groups");
  assertEquals(ended, { code: 0, out: "", err: "You are in no group\n" });
});
