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
