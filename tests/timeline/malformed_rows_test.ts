import { assertEquals } from "@std/assert";
import { reduce } from "../../lib/timeline/reducer.ts";
import { arrival, type Input } from "../../lib/timeline/inputs.ts";
import type { MessageData } from "../../lib/wire/message.ts";
import { idAt, loaded, message, notice, START } from "./samples.ts";

function malformed(fields: Record<string, unknown>): MessageData {
  return { ...message(5), ...fields } as MessageData;
}

/** The number of rows that a message adds, by page and by push. */
function added(data: MessageData): [number, number] {
  const state = loaded(0, 5);
  const { length } = state.timeline.items;
  const learned = { asOf: 3, seconds: START };
  const page: Input = { type: "page", rows: [data], learned };
  return [
    reduce(state, [page]).timeline.items.length - length,
    reduce(state, [arrival(data)]).timeline.items.length - length,
  ];
}

const SHOWN: Record<string, Record<string, unknown>> = {
  "without a text": { text: null },
  "with a number for a text": { text: 7 },
  "with an object for a text": { text: {} },
  "without a date": { created_at: null },
  "with a date beyond all dates": { created_at: 1e300 },
  "without attachments": { attachments: null },
  "with malformed attachments": { attachments: [null, 3, "x"] },
  "with malformed reactions": {
    reactions: [null, 5, { type: "unicode" }, { code: "🔥", user_ids: 3 }],
    favorited_by: "nobody",
  },
  "without an author": { sender_id: null, user_id: null },
  "with a malformed event": { system: true, event: { type: 5, data: [] } },
  "with an event about no message": {
    system: true,
    event: { type: "message.pinned", data: { message_id: {} } },
  },
  "with a guid that is no text": { source_guid: { a: 1 } },
  "with malformed pins": { pinned_at: "soon", pinned_by: 5 },
  "with a malformed edit": { updated_at: "yesterday" },
};

for (const [name, fields] of Object.entries(SHOWN)) {
  Deno.test(`reduce() shows a row ${name}`, () => {
    assertEquals(added(malformed(fields)), [1, 1]);
  });
}

const LEFT_OUT: Record<string, unknown> = {
  "no id": undefined,
  "an empty id": "",
  "an object for an id": {},
  "a word for an id": "first",
};

for (const [name, id] of Object.entries(LEFT_OUT)) {
  Deno.test(`reduce() leaves out a row with ${name}`, () => {
    assertEquals(added(malformed({ id })), [0, 0]);
  });
}

Deno.test("reduce() puts an id of 16 digits before those of 18", () => {
  const state = reduce(loaded(0, 5), [
    {
      type: "page",
      rows: [malformed({ id: "1754052300123456" })],
      learned: { asOf: 2, seconds: START },
      span: { from: "" },
      grows: "older",
    },
  ]);
  assertEquals(state.timeline.items[0]?.id, "1754052300123456");
});

Deno.test("reduce() shows an id that a page holds twice once", () => {
  assertEquals(added(message(3)), [0, 0]);
  const state = reduce(loaded(0, 5), [{
    type: "page",
    rows: [message(7), message(7, { text: "again" })],
    learned: { asOf: 3, seconds: START },
  }]);
  assertEquals(state.timeline.items.length, 6);
});

Deno.test("reduce() counts 5,000 reactions, each user once a kind", () => {
  const user_ids = Array.from(
    { length: 5_000 },
    (_, i) => `${1_000 + i % 4_000}`,
  );
  const reactions = [
    { type: "unicode", code: "🔥", user_ids },
    { type: "emoji", pack_id: "1", pack_index: 12, user_ids: ["7"] },
    { type: "emoji", pack_id: 1, pack_index: 12, user_ids: ["8", "7"] },
  ] as MessageData["reactions"];
  const state = reduce(loaded(0, 5), [
    {
      type: "page",
      rows: [message(5, { reactions })],
      learned: { asOf: 2, seconds: START },
    },
  ]);
  const tallies = state.timeline.items.at(-1)?.reactions ?? [];
  assertEquals(tallies.map(({ count }) => count), [4_000, 2]);
  assertEquals(tallies[1]?.reaction, { packId: 1, packIndex: 12 });
});

Deno.test("reduce() believes no notice that a user wrote", () => {
  const forged = {
    ...notice(6, "message.deleted", {
      message_id: idAt(2),
      deleted_at: START + 9,
    }),
    system: false,
    sender_type: "user",
    sender_id: "102",
  };
  const state = reduce(loaded(0, 5), [arrival(forged)]);
  assertEquals(state.timeline.items[2]?.isDeleted, false);
});
