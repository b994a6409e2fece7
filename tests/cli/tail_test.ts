import { assert, assertEquals, assertMatch } from "@std/assert";
import { Shell } from "./shell.ts";

/** Lines without their times. */
function linesOf(out: string): string[] {
  const time = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /;
  return out.trimEnd().split("\n").map((line) => line.replace(time, ""));
}

Deno.test("groupme tail shows messages as they come, until Ctrl-C", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({
    name: "Family",
    members: [ada],
    history: 9,
  });
  const running = shell.start("tail", "Family");
  await clock.advance(5_000);
  assertEquals(running.out, "");
  for (const text of ["one", "two"]) {
    simulator.inject(group, { text, userId: ada.id });
    await clock.advance(10_000);
  }
  assertEquals(linesOf(running.out), ["Ada: one", "Ada: two"]);
  running.interrupt();
  assertEquals(await running.code, 130);
  assertEquals(running.err, "Following Family: Ctrl-C ends\n");
  assertEquals([simulator.open, clock.pending], [0, 0]);
});

Deno.test("groupme tail --json prints lines of JSON, from a message on", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family", history: 250 });
  const since = group.idAt(9);
  const running = shell.start("tail", "Family", "--json", "--since", since);
  await shell.clock.advance(10_000);
  running.interrupt();
  await running.code;
  const ids = linesOf(running.out).map((line) => JSON.parse(line).id);
  const wanted = Array.from({ length: 240 }, (_, i) => group.idAt(i + 10));
  assertEquals(ids, wanted);
});

Deno.test("groupme tail survives an outage, and tells", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  const group = simulator.addGroup({ name: "Family", members: 1, history: 3 });
  const running = shell.start("tail", group.id);
  await clock.advance(5_000);
  simulator.outage(60_000);
  for (let i = 0; i < 60; i++) {
    simulator.inject(group, { text: String(i) });
    await clock.advance(1_000);
  }
  await clock.advance(30_000);
  running.interrupt();
  assertEquals(await running.code, 130);
  const texts = linesOf(running.out).map((line) => line.split(": ")[1]);
  assertEquals(texts, Array.from({ length: 60 }, (_, i) => String(i)));
  assertEquals(running.err.trimEnd().split("\n").slice(1), [
    `Offline, and trying on: Cannot GET /v3/groups/${group.id}/messages: no answer from api.groupme.com (The connection was closed without an answer)`,
    "Online again",
  ]);
});

Deno.test("groupme tail ends with one line when the token is revoked", async () => {
  const shell = new Shell();
  const { id } = shell.simulator.addGroup({ name: "Family", history: 3 });
  const running = shell.start("tail", "Family");
  await shell.clock.advance(5_000);
  shell.simulator.revokeToken(shell.simulator.token);
  assertEquals(await shell.clock.until(running.code), 1);
  assertEquals(running.err.split("\n").slice(1), [
    `error: Cannot GET /v3/groups/${id}/messages: status 401 unauthorized. Check the token in GROUPME_TOKEN: https://dev.groupme.com shows yours`,
    "",
  ]);
  assertEquals([shell.simulator.open, shell.clock.pending], [0, 0]);
});

Deno.test("groupme tail ends with one line when the group is gone", async () => {
  const shell = new Shell();
  const { id } = shell.simulator.addGroup({ name: "Family", history: 3 });
  const running = shell.start("tail", "Family");
  await shell.clock.advance(5_000);
  shell.simulator.fault({ match: { path: /messages/ }, status: 404, body: "" });
  assertEquals(await shell.clock.until(running.code), 1);
  assertEquals(running.err.split("\n").slice(1), [
    `error: Cannot GET /v3/groups/${id}/messages: status 404. Check the id, and whether you are a member: "groupme groups" and "groupme chats" list what is yours`,
    "",
  ]);
});

Deno.test("groupme tail --all merges all groups and chats", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  const ada = simulator.addUser({ name: "Ada" });
  const members = [ada];
  const family = simulator.addGroup({ name: "Family", members, history: 2 });
  const choir = simulator.addGroup({ name: "Choir", members, history: 2 });
  const chat = simulator.addChat(ada);
  const running = shell.start("tail", "--all");
  await clock.advance(5_000);
  for (const place of [family, choir, chat, family]) {
    simulator.inject(place, { text: `in ${place.id}`, userId: ada.id });
    await clock.advance(20_000);
  }
  running.interrupt();
  assertEquals(await running.code, 130);
  assertEquals(running.err, "Following 2 groups and 1 chat: Ctrl-C ends\n");
  assertEquals(linesOf(running.out), [
    `[Family] Ada: in ${family.id}`,
    `[Choir] Ada: in ${choir.id}`,
    `[Ada] Ada: in ${chat.id}`,
    `[Family] Ada: in ${family.id}`,
  ]);
});

Deno.test("groupme tail --all lets go of a group that is gone", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  const family = simulator.addGroup({ name: "Family", members: 1 });
  const choir = simulator.addGroup({ name: "Choir", members: 1 });
  const running = shell.start("tail", "--all");
  await clock.advance(5_000);
  const path = `/v3/groups/${choir.id}/messages`;
  simulator.fault({ match: { path }, status: 404 });
  simulator.inject(choir, { text: "gone" });
  await clock.advance(30_000);
  simulator.inject(family, { text: "still here" });
  await clock.advance(30_000);
  running.interrupt();
  assertEquals(await running.code, 130);
  assertMatch(running.out, /\[Family\] .*: still here\n$/);
  assertEquals(linesOf(running.out).length, 1);
  assertEquals(running.err.split("\n").length, 2);
});

Deno.test("groupme tail --all tells of one outage, however many it follows", async () => {
  const shell = new Shell();
  const { simulator, clock } = shell;
  for (let i = 0; i < 12; i++) simulator.addGroup({ history: 1 });
  const running = shell.start("tail", "--all");
  await clock.advance(5_000);
  simulator.outage(60_000);
  await clock.advance(120_000);
  running.interrupt();
  await running.code;
  const notes = running.err.trimEnd().split("\n").slice(1);
  assertEquals(notes.length, 2);
  assert(notes[0]?.startsWith("Offline"));
  assertEquals(notes[1], "Online again");
});

Deno.test("groupme tail --simulate lets people talk", async () => {
  const shell = new Shell();
  shell.env.GROUPME_TOKEN = "";
  const running = shell.start("tail", "--all", "--simulate");
  await shell.clock.advance(120_000);
  running.interrupt();
  assertEquals(await running.code, 130);
  assert(linesOf(running.out).length > 10);
  assertEquals(shell.clock.pending, 0);
});
