import { assert, assertEquals, assertMatch } from "@std/assert";
import { Shell, withDirectory } from "./shell.ts";

/** A shell with a chat, and a group of another name. */
function shellWithChat(size: number) {
  const shell = new Shell();
  const { simulator } = shell;
  const ada = simulator.addUser({ name: "Ada Quist" });
  const bo = simulator.addUser({ name: "Bo" });
  const chat = simulator.addChat(ada, { history: size });
  simulator.addChat(bo, { history: 3 });
  simulator.addGroup({ name: "Family", members: [ada], history: 2 });
  const ids = Array.from({ length: size }, (_, i) => chat.idAt(size - 1 - i));
  return { shell, simulator, ada, bo, chat, ids };
}

function idsOn(text: string): string[] {
  return text.trimEnd().split("\n").map((line) => JSON.parse(line).id);
}

Deno.test("groupme history reads a chat, by the other's name or id", async () => {
  const { shell, ada, ids } = shellWithChat(130);
  for (const wanted of ["Ada Quist", " Ada  Quist ", ada.id]) {
    const { code, out, err } = await shell.run(
      ...["history", wanted, "--ndjson", "-"],
    );
    assertEquals([code, err], [0, ""], wanted);
    assertEquals(idsOn(out), ids, wanted);
  }
  const { out } = await shell.run("history", ada.id, "--limit", "5");
  assertEquals(out.trimEnd().split("\n").length, 5);
  assertMatch(out, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [^:]+: /);
});

Deno.test("groupme history --ndjson goes on with the file of a chat, and of no other", () =>
  withDirectory(async (dir) => {
    const { shell, ids } = shellWithChat(250);
    const path = `${dir}/ada.ndjson`;
    const args = ["history", "Ada Quist", "--ndjson", path];
    assertEquals((await shell.run(...args)).code, 0);
    const whole = await Deno.readTextFile(path);
    assertEquals(idsOn(whole), ids);
    const part = whole.split("\n").slice(0, 120).join("\n") + "\n";
    await Deno.writeTextFile(path, part);
    const again = await shell.run(...args);
    assertMatch(
      again.err,
      /^Going on after 120 messages .*\n250 messages .*\n$/,
    );
    assertEquals(await Deno.readTextFile(path), whole);
    for (const other of ["Bo", "Family"]) {
      const { code, err } = await shell.run(
        ...["history", other, "--ndjson", path],
      );
      assertEquals(code, 1, other);
      assertMatch(
        err,
        /holds the history of another conversation, \d+ and \d+\n/,
      );
    }
    const family = `${dir}/family.ndjson`;
    await shell.run("history", "Family", "--ndjson", family);
    const { code, err } = await shell.run(
      ...["history", "Bo", "--ndjson", family],
    );
    assertEquals(code, 1);
    assertMatch(err, /holds the history of another conversation, \d+\n/);
    assertEquals(await Deno.readTextFile(path), whole);
  }));

Deno.test("groupme history --csv names the other user", () =>
  withDirectory(async (dir) => {
    const { shell } = shellWithChat(3);
    const path = `${dir}/ada.csv`;
    const { code } = await shell.run("history", "Ada Quist", "--csv", path);
    const [, ...lines] = (await Deno.readTextFile(path)).trimEnd().split("\n");
    assertEquals([code, lines.length], [0, 3]);
    assert(lines.every((line) => line.startsWith("Ada Quist,")), lines[0]);
  }));

Deno.test("groupme tail and post take a chat too", async () => {
  const { shell, simulator, ada, chat } = shellWithChat(4);
  const posted = await shell.run("post", "Ada Quist", "Dinner?");
  assertEquals([posted.code, posted.out], [0, `${chat.idAt(4)}\n`]);
  const running = shell.start("tail", ada.id, "-n", "2", "--json");
  await shell.clock.advance(5_000);
  simulator.inject(chat, { text: "Seven", userId: ada.id });
  await shell.clock.advance(30_000);
  running.interrupt();
  assertEquals(await running.code, 130);
  assertEquals(running.err, "Following Ada Quist: Ctrl-C ends\n");
  assertEquals(idsOn(running.out), [3, 4, 5].map((i) => chat.idAt(i)));
});

Deno.test("groupme asks whether a group or a chat of the same name is meant", async () => {
  const { shell, simulator, ada } = shellWithChat(1);
  const group = simulator.addGroup({ name: "Ada Quist" });
  const { code, err } = await shell.run("post", "Ada Quist", "hello");
  assertEquals(
    [code, err],
    [
      1,
      `error: Cannot tell which "Ada Quist" is meant, several have that name. Take an id: ${group.id} (a group), ${ada.id} (a chat)\n`,
    ],
  );
  assertEquals(group.size, 0);
});

Deno.test("groupme chats lists the other users: a table for people, tabs for programs", async () => {
  const { shell, ada, bo } = shellWithChat(1_234);
  const { code, out } = await shell.run("chats");
  const rows = out.trimEnd().split("\n").map((line) => line.split("\t"));
  assertEquals(code, 0);
  assertEquals(
    rows.map(([id, count, , name]) => [id, count, name]).sort(),
    [[ada.id, "1234", "Ada Quist"], [bo.id, "3", "Bo"]].sort(),
  );
  for (const [, , time = ""] of rows) assertMatch(time, /^\d{4}-.*Z$/);
  shell.isTerminal = true;
  const table = (await shell.run("chats")).out;
  assertMatch(table, /^id +messages +last active +name\n/);
  assertMatch(table, / 1,234 {2}\d{4}-.* {2}Ada Quist\n/);
});

Deno.test("groupme chats says that there is none", async () => {
  assertEquals(await new Shell().run("chats"), {
    code: 0,
    out: "",
    err: "You have no chat\n",
  });
});
