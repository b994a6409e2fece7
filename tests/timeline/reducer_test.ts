import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { reduce } from "../../lib/timeline/reducer.ts";
import { arrival, type Input } from "../../lib/timeline/inputs.ts";
import type { PendingEntry } from "../../lib/timeline/outbox_entry.ts";
import type { State } from "../../lib/timeline/state.ts";
import {
  blank,
  idAt,
  loaded,
  message,
  messages,
  notice,
  opening,
  type Plain,
  START,
} from "./samples.ts";

function page(rows: readonly Plain["data"][], asOf = 2): Input {
  return { type: "page", rows, learned: { asOf, seconds: START } };
}

function older(from: number, to: number): Input {
  const span = { from: idAt(from) };
  return { ...page(messages(from, to)), span, grows: "older" } as Input;
}

/** How many items of the second state the first one does not share. */
function made(a: State<Plain>, b: State<Plain>): number {
  const known = new Set(a.timeline.items);
  return b.timeline.items.filter((item) => !known.has(item)).length;
}

function texts({ timeline }: State<Plain>): (string | null | undefined)[] {
  return timeline.items.map((item) => item.message.data.text);
}

Deno.test("reduce() makes one item for a message, an edit and a reaction", () => {
  const state = loaded(0, 100);
  const written = reduce(state, [arrival(message(100))]);
  assertEquals(made(state, written), 1);
  assertEquals(written.timeline.items.length, 101);

  const edited = reduce(state, [arrival(notice(200, "message.update", {
    message_id: idAt(50),
    updated_at: START + 200,
    message: { text: "better", attachments: [] },
  }))]);
  assertEquals(made(state, edited), 1);
  const item = edited.timeline.items[50];
  assertEquals(item?.message.data.text, "better");
  assertEquals(item?.editedAt, new Date((START + 200) * 1_000));

  const tallies = [
    { reaction: "🔥", count: 1, userIds: ["101"], isMine: false },
  ];
  const facts = { id: idAt(50), reactions: { asOf: 5, tallies } };
  const liked = reduce(state, [{ type: "facts", facts }]);
  assertEquals(made(state, liked), 1);
  assertEquals(liked.timeline.items[50]?.reactions[0]?.isMine, true);
  assertStrictEquals(
    liked.timeline.items[50]?.message,
    state.timeline.items[50]?.message,
  );
});

Deno.test("reduce() gives the same timeline for what it knows already", () => {
  const state = loaded(0, 100);
  const again = [page(messages(0, 100)), page(messages(40, 100), 3)];
  const next = reduce(state, again);
  assertStrictEquals(next.timeline, state.timeline);
  const pushed = messages(90, 100).map((data): Input =>
    arrival({ ...data, updated_at: 0, location: { lat: "" } })
  );
  assertStrictEquals(reduce(next, pushed).timeline, state.timeline);
});

Deno.test("reduce() freezes what it shows", () => {
  const { timeline } = loaded(0, 3);
  assert(Object.isFrozen(timeline));
  assert(Object.isFrozen(timeline.items));
  assert(timeline.items.every(Object.isFrozen));
});

Deno.test("reduce() puts a late message where it belongs", () => {
  let state = reduce(loaded(0, 5), [page([message(6)])]);
  state = reduce(state, [arrival(message(5))]);
  assertEquals(
    state.timeline.items.map(({ id }) => id),
    [0, 1, 2, 3, 4, 5, 6].map(idAt),
  );
});

Deno.test("reduce() lets no page undo an event that came after its request", () => {
  const state = loaded(0, 5);
  const tallies = [
    { reaction: "🔥", count: 1, userIds: ["102"], isMine: false },
  ];
  const event: Input = {
    type: "facts",
    facts: { id: idAt(2), reactions: { asOf: 7, tallies } },
  };
  const after = reduce(state, [event, page(messages(0, 5), 6)]);
  assertEquals(after.timeline.items[2]?.reactions.length, 1);
  const later = reduce(after, [page(messages(0, 5), 8)]);
  assertEquals(later.timeline.items[2]?.reactions, []);
});

Deno.test("reduce() applies a change to a message that is loaded later", () => {
  const state = reduce(loaded(5, 10), [arrival(notice(10, "message.deleted", {
    message_id: idAt(2),
    deleted_at: START + 50,
    deletion_actor: "admin",
  }))]);
  const next = reduce(state, [older(0, 5)]);
  const item = next.timeline.items.find(({ id }) => id === idAt(2));
  assertEquals(item?.isDeleted, true);
  assertEquals(item?.message.data.text, null);
});

Deno.test("reduce() shows a pin, and the unpinning once a later row tells", () => {
  const pinned = reduce(loaded(0, 5), [arrival(notice(60, "message.pinned", {
    message_id: idAt(1),
    pinned_by: "102",
    pinned_at: START + 60,
  }))]);
  const at = (state: State<Plain>) =>
    state.timeline.items[1]?.message.data.pinned_at;
  assertEquals(at(pinned), START + 60);
  // This one was asked for when nothing newer than message 5 was known.
  assertEquals(at(reduce(pinned, [page(messages(0, 5))])), START + 60);
  const learned = { asOf: 9, seconds: START + 61 };
  const later: Input = { type: "page", rows: messages(0, 5), learned };
  assertEquals(at(reduce(pinned, [later])), null);
});

Deno.test("reduce() marks days and runs, and makes only the neighbor again", () => {
  const day = 86_400;
  const state = reduce(blank(), [opening([
    message(0, { sender_id: "102" }),
    message(2, { sender_id: "102" }),
    message(3, { sender_id: "102", created_at: START + 3 + day }),
  ])]);
  assertEquals(
    state.timeline.items.map((it) => [it.startsDay, it.startsRun]),
    [[true, true], [false, false], [true, true]],
  );
  const next = reduce(state, [
    arrival(message(1, { sender_id: "103" })),
  ]);
  assertEquals(
    next.timeline.items.map((it) => it.startsRun),
    [true, true, true, true],
  );
  assertEquals(made(state, next), 2);
});

Deno.test("reduce() keeps the absolute index of the rows that stay", () => {
  const index = ({ timeline }: State<Plain>, n: number) =>
    timeline.firstIndex +
    timeline.items.findIndex(({ id }) => id === idAt(n));
  let state = loaded(500, 600, { size: 300, page: 100 });
  const first = index(state, 550);
  state = reduce(state, [older(400, 500)]);
  assertEquals(index(state, 550), first);
  state = reduce(state, [older(300, 400)]);
  assertEquals(index(state, 450), first - 100);
  // The third one takes the newest out.
  state = reduce(state, [older(200, 300)]);
  assertEquals(state.timeline.items.length, 300);
  assertEquals(index(state, 450), first - 100);
  assertEquals(state.timeline.newer.state, "more");
});

Deno.test("reduce() makes one item for a message that takes an old one out", () => {
  let state = loaded(0, 200, { size: 200, page: 100 });
  for (let n = 200; n < 260; n++) {
    const next = reduce(state, [arrival(message(n))]);
    assertEquals(made(state, next), 1);
    assertEquals(next.timeline.items.length, 200);
    assertEquals(next.timeline.firstIndex, state.timeline.firstIndex + 1);
    assertEquals(next.timeline.older.state, "more");
    state = next;
  }
});

Deno.test("reduce() counts live messages while detached, and takes no others", () => {
  let state = loaded(100, 300, { size: 200, page: 100 });
  state = reduce(state, [older(0, 100)]);
  assertEquals(state.timeline.items.at(-1)?.id, idAt(199));
  state = reduce(state, [
    arrival(message(300)),
    arrival(message(300)),
    page([message(299), message(300), message(301)]),
  ]);
  assertEquals(state.timeline.newer, { state: "more", unseen: 3 });
  assertEquals(state.timeline.items.length, 200);
  // What is below comes back with its page.
  const span = { from: idAt(200), to: idAt(299) };
  state = reduce(state, [
    { ...page(messages(200, 300)), span, grows: "newer" } as Input,
  ]);
  assertEquals(state.timeline.newer, { state: "more", unseen: 2 });
  assertEquals(state.timeline.items[0]?.id, idAt(100));
  state = reduce(state, [
    {
      ...page(messages(300, 302)),
      span: { from: idAt(300) },
      grows: "newer",
    } as Input,
  ]);
  assertEquals(state.timeline.newer, { state: "end", unseen: 0 });
});

Deno.test("reduce() evicts no row within a page of those on the screen", () => {
  let state = loaded(300, 500, { size: 200, page: 100 });
  state = reduce(state, [
    {
      type: "visible",
      first: idAt(310),
      last: idAt(320),
      isFocused: true,
    },
    page(messages(500, 550)),
  ]);
  assertEquals(state.timeline.items[0]?.id, idAt(300));
  assertEquals(state.timeline.items.length, 200);
  assertEquals(state.timeline.newer.state, "more");
});

Deno.test("reduce() marks a gap until its messages are there", () => {
  let state = reduce(loaded(0, 5), [
    { type: "gap", after: idAt(4), before: idAt(20) },
    page(messages(20, 25)),
  ]);
  const marked = () =>
    state.timeline.items.filter(({ gapBefore }) => gapBefore).map((it) =>
      [it.id, it.gapBefore, it.startsRun] as const
    );
  assertEquals(marked(), [[idAt(20), "open", true]]);
  state = reduce(state, [
    { type: "filling", before: idAt(20), state: "loading" },
  ]);
  assertEquals(marked(), [[idAt(20), "loading", true]]);
  const fill = (from: number, to: number): Input => ({
    ...page(messages(from + 1, to + 1)),
    span: { from: idAt(from), to: idAt(to) },
  } as Input);
  state = reduce(state, [fill(4, 10)]);
  assertEquals(marked().length, 1);
  state = reduce(state, [fill(10, 20)]);
  assertEquals(marked(), []);
  assertEquals(state.timeline.items.length, 25);
});

/** A message that is being sent. */
function entryOf(guid: string, text: string): PendingEntry {
  return {
    guid,
    key: guid,
    conversation: { groupId: "1" },
    content: { text },
    createdAt: (START + 5) * 1_000,
    state: "sending",
    isKept: false,
  };
}

Deno.test("reduce() leaves one row of a sent message, with one key, in either order", () => {
  const out: Input = { type: "outgoing", entries: [entryOf("guid-5", "mine")] };
  const stands: Input = arrival(message(5, { sender_id: "101", text: "mine" }));
  const sending = reduce(loaded(0, 5), [out]);
  assertEquals(sending.timeline.items.at(-1)?.state, "sending");
  const sent = reduce(sending, [stands]);
  assertEquals(texts(sent).filter((it) => it === "mine").length, 1);
  assertEquals(sent.timeline.items.at(-1)?.key, "guid-5");
  assertEquals(sent.timeline.items.at(-1)?.state, "sent");
  // The outbox tells of it once more before it knows.
  assertStrictEquals(reduce(sent, [out]).timeline, sent.timeline);
  // However many were sent before, that copies no list of them.
  assertStrictEquals(reduce(sent, [out]).sent, sent.sent);

  const early = reduce(reduce(loaded(0, 5), [stands]), [out]);
  assertEquals(texts(early).filter((it) => it === "mine").length, 1);
  assertEquals(early.timeline.items.at(-1)?.key, idAt(5));
});

Deno.test("reduce() remembers the last 1,000 guids that were sent, and those on their way", () => {
  const failed = { ...entryOf("guid-5", "mine"), state: "failed" as const };
  let state = loaded(0, 5);
  for (let n = 6; n < 3_006; n++) {
    const entries = [failed, entryOf(`guid-${n}`, "mine")];
    state = reduce(state, [{ type: "outgoing", entries }]);
    state = reduce(state, [arrival(message(n, { sender_id: "101" }))]);
  }
  assertEquals(state.sent.size, 1_001);
  const keys = state.timeline.items.map(({ key }) => key);
  assertEquals(
    keys.slice(5, -1),
    messages(6, 3_006).map((it) => it.source_guid),
  );
  // It stands after all.
  state = reduce(state, [arrival(message(5, { sender_id: "101" }))]);
  assertEquals(state.timeline.items.length, 3_006);
  assertEquals(state.timeline.items[5]?.key, "guid-5");
});

Deno.test("reduce() takes no message of another sender for the sent one", () => {
  const state = reduce(loaded(0, 5), [
    { type: "outgoing", entries: [entryOf("guid-5", "mine")] },
    arrival(message(5, { sender_id: "102" })),
  ]);
  assertEquals(state.timeline.items.length, 7);
  assertEquals(state.timeline.items.at(-1)?.key, "guid-5");
  assertEquals(state.timeline.items.at(-2)?.key, idAt(5));
});

Deno.test("reduce() shows a change before it is confirmed, and takes it off", () => {
  // The first row too, which has none above.
  const soon = { change: "edit" as const, text: "soon", attachments: [] };
  const first = reduce(
    reduce(loaded(0, 5), [
      { type: "overlay", id: idAt(0), overlay: soon },
    ]),
    [{ type: "overlay", id: idAt(0), overlay: soon, isOver: true }],
  );
  assertEquals(first.timeline.items[0]?.change, undefined);
  const state = loaded(0, 5);
  const id = idAt(2);
  const edit = { change: "edit" as const, text: "soon", attachments: [] };
  const shown = reduce(state, [{ type: "overlay", id, overlay: edit }]);
  assertEquals(shown.timeline.items[2]?.message.data.text, "soon");
  assertEquals(shown.timeline.items[2]?.change, "edit");
  assertEquals(made(state, shown), 1);
  const over = reduce(shown, [
    { type: "overlay", id, overlay: edit, isOver: true },
  ]);
  assertEquals(texts(over), texts(state));
  assertEquals(over.timeline.items[2]?.change, undefined);
  // The states before are as they were.
  assertEquals(shown.timeline.items[2]?.change, "edit");

  const heart = { change: "react" as const, reaction: "❤️" };
  const liked = reduce(state, [{ type: "overlay", id, overlay: heart }]);
  assertEquals(liked.timeline.items[2]?.reactions, [
    { reaction: "❤️", count: 1, userIds: ["101"], isMine: true },
  ]);
});
