import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { of } from "rxjs";
import {
  conversations,
  outbox,
  outboxTabs,
  readPlace,
  readPlaceOf,
  timeline,
  timelineOf,
  typingOf,
} from "@rxgroupme/client/timeline";
import { world } from "../support/world.ts";
import { liveWorld, texts } from "./live.ts";

/** What a call throws, by the name of its argument. */
function thrown(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    assert(error instanceof TypeError || error instanceof RangeError);
    return /^Cannot use '(.*)': /.exec(error.message)?.[1] ?? error.message;
  }
  return "nothing";
}

const WRONG: readonly (readonly [name: string, value: unknown])[] = [
  ["older$", 3],
  ["newer$", {}],
  ["intents$", 3],
  ["visible$", "x"],
  ["size", 199],
  ["page", 101],
  ["via", {}],
  ["interval", -1],
  ["maxInterval", 0],
  ["allowedLateness", -1],
  ["refresh", 5],
  ["refresh", true],
  ["maxCatchUp", 0],
  ["since", "x"],
  ["since", "beginning"],
  ["since", 5],
  ["since", new Date(NaN)],
  ["around", "x"],
  ["around", 5],
  ["around", new Date(NaN)],
  ["show", 1],
  ["cache", "x"],
  ["cache", {}],
  ["outbox", {}],
  ["outbox", 1],
  ["read", {}],
  ["read", true],
  ["typing", {}],
  ["typing", true],
  ["emitEvery", -1],
  ["timeZone", "Mars/Olympus"],
  ["timeZone", ""],
  ["timeZone", 5],
];

Deno.test("timeline() refuses wrong options at once, by name", () => {
  const { simulator, client } = world();
  for (const [name, value] of [...WRONG, ["source", {}] as const]) {
    const options = { [name]: value };
    assertEquals(thrown(() => timeline(client, "1", options)), name);
    if (name === "source") continue;
    assertEquals(thrown(() => timelineOf(client.session, "1", options)), name);
  }
  assertEquals(simulator.requests.length, 0);
});

Deno.test("timeline() refuses what names no conversation", () => {
  const { client } = world();
  const wrong = ["", "x", 5, null, undefined, {}, { otherUserId: "" }];
  for (const it of wrong as string[]) {
    assertEquals(thrown(() => timeline(client, it)), "conversation");
  }
  assertEquals(
    thrown(() => conversations(client).showAsRead("x" as never)),
    "conversation",
  );
});

Deno.test("LiveTimeline refuses a wrong reaction or place at the call", () => {
  const { live } = liveWorld(1);
  for (const reaction of ["", 5, undefined] as string[]) {
    assertEquals(thrown(() => live.react("1", reaction)), "reaction");
  }
  for (const to of ["x", 5, undefined] as string[]) {
    assertEquals(thrown(() => live.jump(to)), "to");
  }
});

Deno.test("outbox() and conversations() refuse wrong options", () => {
  const { client } = world();
  const wrong = {} as never;
  assertEquals(thrown(() => outbox(client, { store: wrong })), "store");
  assertEquals(thrown(() => outbox(client, { tabs: wrong })), "tabs");
  assertEquals(thrown(() => conversations(client, { via: wrong })), "via");
  const channel = {
    postMessage() {},
    addEventListener() {},
    removeEventListener() {},
  };
  outbox(client, { tabs: outboxTabs(wrong, channel) });
});

Deno.test("timeline() opens at a date, or at the first unread message, by since too", async () => {
  const { client, clock, group, live } = liveWorld(1_000, {
    since: new Date(0),
  });
  const subscription = live.subscribe();
  await clock.advance(5_000);
  assertEquals(texts(live.value)[0], group.messageAt(0)?.text);
  subscription.unsubscribe();
  const unread = timeline(client, group.id, {
    since: "unread",
    read: readPlace(client),
  });
  unread.subscribe().unsubscribe();
  assertEquals(
    thrown(() => timeline(client, "1", { since: "unread" })),
    "around",
  );
});

Deno.test("readPlaceOf() and typingOf() make options of what is kept otherwise", async () => {
  const marks: string[] = [];
  let idAt = (_: number) => "";
  const { clock, simulator, group, live, start } = liveWorld(5, {
    read: readPlaceOf({
      place: () => of({ readUpTo: idAt(4), count: 3 }),
      mark: (_, id) => {
        marks.push(id);
        return of(true);
      },
    }),
    typing: typingOf({ watch: () => of(["7"]), publish: () => of(true) }),
  });
  idAt = (at) => group.idAt(at);
  for (const text of ["a", "b", "c"]) simulator.inject(group, { text });
  const subscription = start();
  await clock.advance(1_000);
  assertEquals(live.value.unread.count, 3);
  assertEquals(live.value.typing.map(({ id }) => id), ["7"]);
  live.markRead();
  await clock.advance(1_000);
  assertEquals(marks, [group.idAt(7)]);
  subscription.unsubscribe();
});

Deno.test("timeline() without a read place counts nothing, whatever is sent or marked", async () => {
  const { clock, live, start } = liveWorld(5);
  const subscription = start();
  await clock.advance(1_000);
  const { unread } = live.value;
  assertEquals(unread, { count: 0 });
  live.send("Hello");
  live.markRead();
  await clock.advance(1_000);
  assertStrictEquals(live.value.unread, unread);
  subscription.unsubscribe();
});
