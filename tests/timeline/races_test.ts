import { assertEquals } from "@std/assert";
import { Subject } from "rxjs";
import { Client, type LiveSignal, type LiveSource } from "@rxgroupme/client";
import {
  type LiveTimeline,
  memoryOutbox,
  outbox,
  timeline,
} from "@rxgroupme/client/timeline";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";

/**
 * The events that a message can meet on its way. They come in every order: where one
 * of them cannot happen yet, it happens as soon as it can.
 */
const EVENTS = [
  "answer",
  "push",
  "page with it",
  "page without it",
  "abort",
  "reload",
] as const;
type Event = typeof EVENTS[number];

/** The faults that the first attempt meets. */
const FAULTS = ["none", "answer lost", "request lost"] as const;

function* orders<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const [at, item] of items.entries()) {
    for (const rest of orders(items.toSpliced(at, 1))) yield [item, ...rest];
  }
}

async function play(
  order: readonly Event[],
  fault: typeof FAULTS[number],
): Promise<{ rows: number; keys: number; standing: number }> {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const group = simulator.addGroup({ members: 1, history: 5 });
  const signals = new Subject<LiveSignal>();
  const via: LiveSource = { watch: () => signals };
  const store = memoryOutbox();
  let release: (() => void) | undefined;
  let posts = 0;
  const client = new Client({
    token: simulator.token,
    scheduler: clock,
    random: () => 0.5,
    fetch: async (request) => {
      if (request.method !== "POST") return simulator.fetch(request);
      const isFirst = posts++ === 0;
      if (isFirst && fault === "request lost") {
        await new Promise<void>((resolve) => release = resolve);
        throw new TypeError("connection reset");
      }
      const response = await simulator.fetch(request);
      if (!isFirst) return response;
      await new Promise<void>((resolve) => release = resolve);
      if (fault === "answer lost") throw new TypeError("connection reset");
      return response;
    },
  });
  const open = () =>
    timeline(client, group.id, {
      via,
      outbox: outbox(client, { store }),
    });
  let live: LiveTimeline = open();
  let running = live.subscribe();
  await clock.advance(1_000);
  signals.next({ type: "up" });
  await clock.advance(10_000);
  const key = live.send("once");
  await clock.advance(100);

  for (const event of order) {
    const data = group.messageAt(5);
    switch (event) {
      case "answer":
        release?.();
        break;
      case "push":
        if (data) {
          signals.next({
            type: "message",
            conversation: { groupId: group.id },
            data: JSON.parse(JSON.stringify(data)),
          });
        }
        break;
      case "page with it":
        signals.next({ type: "up" });
        break;
      case "page without it":
        // The history does not show it for a while.
        simulator.fault({
          match: { path: /messages$/, method: "GET" },
          status: 304,
          times: 1,
        });
        signals.next({ type: "up" });
        break;
      case "abort":
        running.unsubscribe();
        running = live.subscribe();
        break;
      case "reload":
        running.unsubscribe();
        live = open();
        running = live.subscribe();
        await clock.advance(200);
        signals.next({ type: "up" });
        break;
    }
    await clock.advance(300);
  }
  release?.();
  await clock.advance(120_000);
  signals.next({ type: "down", reason: "over" });
  await clock.advance(60_000);
  const { items } = live.value;
  const rows = items.filter(({ message }) => message.data.text === "once");
  running.unsubscribe();
  await clock.settle();
  const standing = Array.from(
    { length: group.size },
    (_, at) => group.messageAt(at)?.text,
  ).filter((text) => text === "once").length;
  const isReloaded = order.includes("reload");
  const keys = new Set(rows.map((row) => isReloaded ? "any" : row.key));
  if (!isReloaded && rows[0]?.key !== key) keys.add("another");
  return { rows: rows.length, keys: keys.size, standing };
}

for (const fault of FAULTS) {
  Deno.test(`LiveTimeline.send() leaves one row and one message in every order, fault: ${fault}`, async () => {
    let count = 0;
    const wrong: string[] = [];
    for (const order of orders(EVENTS)) {
      count++;
      const { rows, keys, standing } = await play(order, fault);
      if (rows !== 1 || keys !== 1 || standing !== 1) {
        wrong.push(`${order.join(", ")}: ${rows} ${keys} ${standing}`);
      }
    }
    assertEquals(count, 720);
    assertEquals(wrong, []);
  });
}
