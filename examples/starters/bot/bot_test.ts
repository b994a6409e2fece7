import { deepStrictEqual } from "node:assert/strict";
import { Client } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { bot } from "./bot.ts";

// An hour on this clock takes milliseconds.
const scheduler = new VirtualClock();

Deno.test("bot() answers while GroupMe fails, and after a restart", async () => {
  const simulator = new GroupMeSimulator({ scheduler });
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, scheduler });
  const group = simulator.addGroup({ members: 1 });
  const cursor = memoryCursor();
  const texts = () =>
    Array.from({ length: group.size }, (_, i) => group.messageAt(i)?.text);
  const run = () => bot(client, group.id, cursor).subscribe();

  let running = run();
  await scheduler.advance(5_000);
  simulator.fault({ status: 502, times: 2 });
  simulator.inject(group, { text: "!ping" });
  await scheduler.advance(60_000);
  deepStrictEqual(texts().slice(-2), ["!ping", "pong"]);

  running.unsubscribe();
  simulator.inject(group, { text: "!roll 1" });
  running = run();
  await scheduler.advance(60_000);
  running.unsubscribe();
  deepStrictEqual(texts().slice(-4), [
    "!ping",
    "pong",
    "!roll 1",
    "A die has two sides or more: !roll 20",
  ]);
});
