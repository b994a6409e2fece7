import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { changes } from "@rxgroupme/client/changes";
import { push } from "@rxgroupme/client/push";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { readText } from "../../_tools/project.ts";

const HOUR = 3_600_000;
const STEP = 10_000;

interface Setting {
  readonly isAll: boolean;
  readonly isBusy: boolean;
  /** How long the server holds a poll of push, in ms; 0: without push. */
  readonly hold: number;
}

/** The requests in a minute of an hour, of a tail whose changes are read too. */
async function perMinute({ isAll, isBusy, hold }: Setting): Promise<string> {
  const scheduler = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler, pushTimeout: hold || 1 });
  const group = simulator.addGroup({ members: 2, history: 20 });
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, scheduler });
  const options = hold > 0 ? { via: push(client) } : {};
  const tail = isAll
    ? client.tail(options)
    : client.groups.messages(group.id).tail(options);
  const running = tail.pipe(changes()).subscribe();
  await scheduler.advance(600_000);
  simulator.resetRequests();
  for (let passed = 0; passed < HOUR; passed += STEP) {
    if (isBusy) simulator.inject(group);
    await scheduler.advance(STEP);
  }
  const { length } = simulator.requests;
  running.unsubscribe();
  return (length / 60).toFixed(1);
}

Deno.test("Tail sends as many requests a minute as docs/push.md says", async () => {
  const page = await readText("docs/push.md");
  const rows = page.split("\n")
    .filter((line) => /^\| (?:polling|push,)/.test(line))
    .map((line) => line.split("|").slice(1, -1).map((it) => it.trim()));
  const measured: string[][] = [];
  const holds = {
    polling: 0,
    "push, held 30 s": 30_000,
    "push, held 10 min": 600_000,
  };
  for (const [name, hold] of Object.entries(holds)) {
    const row = [name];
    for (const isBusy of [false, true]) {
      for (const isAll of [false, true]) {
        row.push(await perMinute({ isAll, isBusy, hold }));
      }
    }
    measured.push(row);
  }
  assertEquals(rows, measured);
});
