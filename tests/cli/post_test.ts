import { assertEquals } from "@std/assert";
import { Shell } from "./shell.ts";

Deno.test("groupme post posts a message and prints its id", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family" });
  const { code, out, err } = await shell.run("post", "Family", "Dinner?");
  const { id, text, user_id } = group.messageAt(0) ?? {};
  assertEquals([text, user_id], ["Dinner?", shell.simulator.me.id]);
  assertEquals({ code, out, err }, { code: 0, out: `${id}\n`, err: "" });
});

Deno.test("groupme post posts once, though the answer is lost on the way", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family" });
  shell.simulator.fault({
    match: { method: "POST" },
    lostAnswer: true,
    times: 2,
  });
  const { code, out } = await shell.run("post", group.id, "Dinner?");
  assertEquals([code, out], [0, `${group.idAt(0)}\n`]);
  assertEquals(group.size, 1);
});

Deno.test("groupme post refuses what GroupMe would not take", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family" });
  assertEquals(await shell.run("post", "Family", " "), {
    code: 2,
    out: "",
    err: "error: Cannot use 'content': it must have text or attachments\n",
  });
  const { code, out } = await shell.run("post", "Family", "x".repeat(1001));
  assertEquals([code, out], [2, ""]);
  assertEquals(group.size, 0);
});

Deno.test("groupme post says how a text that begins with a dash is posted, and posts it so", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family" });
  for (const text of ["- bring towels", "-5 degrees", "--- plan ---"]) {
    const { code, err } = await shell.run("post", "Family", text);
    assertEquals([code, group.size], [2, 0]);
    assertEquals(
      err,
      `error: unknown option '${text}'\n(Say "--" before a text that begins with "-")\n`,
    );
  }
  const help = await shell.run("post", "--help");
  assertEquals([help.code, help.out.includes('"--"')], [0, true]);
  const { code } = await shell.run("post", "Family", "--", "- bring towels");
  assertEquals([code, group.messageAt(0)?.text], [0, "- bring towels"]);
});
