import { assertEquals, assertStrictEquals } from "@std/assert";
import type { GenericMessage } from "@rxgroupme/client";
import {
  applyChange,
  changeOf,
  changes,
  type MessageChange,
  stateOf,
} from "@rxgroupme/client/changes";
import { memberChanges } from "@rxgroupme/client/membership";
import type { PushEvent } from "@rxgroupme/client/push";
import { reactionChanges } from "@rxgroupme/client/reactions";
import { readReceipts } from "@rxgroupme/client/read_state";
import { topicChanges } from "@rxgroupme/client/topics";
import { from, lastValueFrom, type OperatorFunction, toArray } from "rxjs";
import { readEvent } from "../../lib/push/events/read_event.ts";
import { randomOf, seedOf } from "../support/mutate.ts";
import { scripted } from "../support/scripted.ts";

const GROUP = "98115240";
const ID = "175405230148217736";
const { client } = scripted([]);
const { source } = client.groups.messages(GROUP);

function message(fields: object) {
  return source.read({ id: ID, group_id: GROUP, ...fields });
}

function notice(type: string, data: object, id = "175405230900000000") {
  const event = { type, data };
  return message({ id, system: true, sender_type: "system", event });
}

function pushed(type: string, subject: object, channel = `/group/${GROUP}`) {
  return readEvent(channel, { type, subject }, "41870263");
}

const UPDATE = {
  message_id: ID,
  sender_id: "41870263",
  updated_at: 1754052342,
  message: { text: "low tide at seven", attachments: [] },
};
const DELETED = {
  message_id: ID,
  deleted_at: 1754052376,
  deletion_actor: "sender",
  deleter_id: "41870263",
};

function emitted(
  ...source: (GenericMessage | PushEvent)[]
): Promise<MessageChange[]> {
  return lastValueFrom(from(source).pipe(changes(), toArray()));
}

Deno.test("changeOf() reads the three notices", () => {
  assertEquals(changeOf(notice("message.update", UPDATE)), {
    type: "edited",
    messageId: ID,
    at: new Date(1754052342_000),
    by: "41870263",
    text: "low tide at seven",
    attachments: [],
  });
  assertEquals(changeOf(notice("message.deleted", DELETED)), {
    type: "removed",
    messageId: ID,
    at: new Date(1754052376_000),
    by: "41870263",
    actor: "sender",
  });
  const pin = {
    message_id: ID,
    pinned: true,
    pinned_by: "118204477",
    pinned_at: 1754052391,
  };
  assertEquals(changeOf(notice("message.pinned", pin)), {
    type: "pinned",
    messageId: ID,
    at: new Date(1754052391_000),
    by: "118204477",
  });
});

Deno.test("changeOf() reads frames, whose deletion has an ISO time", () => {
  const row = { id: ID, group_id: GROUP, sender_id: "118204477" };
  assertEquals(
    changeOf(pushed("message.deleted", {
      ...row,
      deleted_at: "2025-08-01T12:46:16.8912Z",
      deletion_actor: "admin",
    })),
    {
      type: "removed",
      messageId: ID,
      at: new Date("2025-08-01T12:46:16.891Z"),
      by: undefined,
      actor: "admin",
    },
  );
  const edited = changeOf(
    pushed("message.update", { ...row, text: "new", updated_at: 1754052342 }),
  );
  assertEquals(edited?.type === "edited" && edited.text, "new");
  assertEquals(edited?.by, "118204477");
});

Deno.test("changeOf() takes ids that are numbers, and pushed notices", () => {
  const event = {
    type: "message.deleted",
    data: { ...DELETED, message_id: 17, deleter_id: 5 },
  };
  const line = { id: "1", group_id: GROUP, system: true, event };
  const change = changeOf(pushed("line.create", line, "/user/41870263"));
  assertEquals([change?.messageId, change?.by], ["17", "5"]);
});

Deno.test("changeOf() takes nothing from what a person wrote, or is malformed", () => {
  const event = { type: "message.deleted", data: DELETED };
  const forged = message({ sender_type: "user", event });
  const odd = [
    notice("message.deleted", {}),
    notice("message.update", { message_id: ID, message: "text" }),
    notice("message.update", { message_id: { a: 1 }, message: {} }),
    notice("group.name_change", { name: "x" }),
    message({ text: "hello" }),
    pushed("message.deleted", {}),
    pushed("typing", {}),
    readEvent("/group/1", null, "1"),
  ];
  assertEquals(
    [forged, ...odd].map(changeOf),
    [forged, ...odd].map(() => undefined),
  );
});

Deno.test("changes() tells each change once, of notice and frame alike", async () => {
  const frame = pushed("message.deleted", {
    id: ID,
    deleted_at: "2025-08-01T12:46:16.3Z",
    deletion_actor: "sender",
  });
  const first = await emitted(notice("message.deleted", DELETED), frame, frame);
  assertEquals(first.map(({ by }) => by), ["41870263"]);
  const second = await emitted(
    frame,
    notice("message.deleted", DELETED),
    frame,
  );
  assertEquals(second.map(({ by }) => by), [undefined, "41870263"]);
});

Deno.test("changes() tells a second edit, back to the first text too", async () => {
  const at = (updated_at: number, text: string) =>
    notice("message.update", {
      ...UPDATE,
      updated_at,
      message: { text, attachments: [] },
    });
  const texts =
    (await emitted(at(10, "a"), at(20, "b"), at(30, "a"), at(30, "a")))
      .map((it) => it.type === "edited" && it.text);
  assertEquals(texts, ["a", "b", "a"]);
});

Deno.test("changes() tells an edit and its undoing within a second, of notices and frames in any order", async () => {
  const edit = (id: string, text: string) =>
    notice("message.update", {
      ...UPDATE,
      message: { text, attachments: [] },
    }, id);
  const frame = (received_at: number, text: string) =>
    readEvent(`/group/${GROUP}`, {
      type: "message.update",
      received_at,
      subject: {
        id: ID,
        group_id: GROUP,
        sender_id: UPDATE.sender_id,
        text,
        updated_at: UPDATE.updated_at,
      },
    }, "41870263");
  const all = [
    edit("1", "a"),
    frame(1, "a"),
    edit("2", "b"),
    frame(2, "b"),
    edit("3", "a"),
    frame(3, "a"),
  ];
  const random = randomOf(seedOf("edits", 20_261_128));
  for (let n = 0; n < 500; n++) {
    // Each comes by two sources, and some frames are lost.
    const source = [...all, ...all].filter((it) =>
      !("channel" in it) || random() < 0.7
    ).toSorted(() => random() - 0.5);
    const texts = (await emitted(...source))
      .map((it) => it.type === "edited" && it.text);
    assertEquals(texts.toSorted(), ["a", "a", "b"], `order ${n}`);
  }
});

Deno.test("changes() forgets what is more than 100 changes old", async () => {
  const of = (n: number) =>
    notice("message.deleted", { ...DELETED, message_id: `${n}` });
  const numbers = [...Array(101).keys(), 0, 100].map((n) => n + 1);
  const told = await emitted(...numbers.map(of));
  assertEquals(told.length, 102);
});

Deno.test("applyChange() makes a new message of the same class, and leaves the old", () => {
  const before = message({ text: "low tide at six", created_at: 1754052301 });
  const edit = changeOf(notice("message.update", UPDATE))!;
  const edited = applyChange(before, edit);
  assertEquals(before.text, "low tide at six");
  assertEquals(edited.text, "low tide at seven");
  assertStrictEquals(edited.manager, before.manager);
  assertStrictEquals(edited.constructor, before.constructor);
  assertEquals(stateOf(edited).editedAt, new Date(1754052342_000));
  const removed = applyChange(
    edited,
    changeOf(notice("message.deleted", DELETED))!,
  );
  assertEquals([removed.text, removed.attachments.length], [undefined, 0]);
  assertEquals(stateOf(removed), {
    editedAt: new Date(1754052342_000),
    removedAt: new Date(1754052376_000),
    removedBy: "sender",
  });
  assertStrictEquals(applyChange(before, { ...edit, messageId: "1" }), before);
});

Deno.test("applyChange() of a removal without a time still counts as removed", () => {
  const before = message({ created_at: 1754052301 });
  const change = changeOf(notice("message.deleted", { message_id: ID }))!;
  assertEquals(
    stateOf(applyChange(before, change)).removedAt,
    new Date(1754052301_000),
  );
});

Deno.test("stateOf() takes a message with equal times for untouched", () => {
  const untouched = message({ created_at: 5, updated_at: 5, pinned_by: "" });
  assertEquals(stateOf(untouched), {});
  const pinned = message({ pinned_at: 9, pinned_by: "1" });
  assertEquals(stateOf(pinned), { pinnedAt: new Date(9_000), pinnedBy: "1" });
});

Deno.test("applyChange() of a pin by nobody known still counts as pinned", () => {
  const change = changeOf(
    notice("message.pinned", { message_id: ID, pinned_at: 5 }),
  )!;
  const pinned = applyChange(message({}), change);
  assertEquals(stateOf(pinned), { pinnedAt: new Date(5_000) });
});

Deno.test("the operators over push events take nothing from data of no shape", async () => {
  const channel = "/user/41870263";
  const conversation = { groupId: GROUP };
  const types = [
    "line.create",
    "direct_message.create",
    "message.update",
    "message.deleted",
    "favorite",
    "like.create",
    "membership.create",
    "read_receipt.create",
  ];
  const subjects = [null, 5, [], {}, {
    id: {},
    line: 5,
    reactions: [null, {}],
  }];
  const shapes = [
    undefined,
    null,
    5,
    "x",
    [],
    {},
    ...subjects.map((subject) => ({ subject })),
  ];
  const events = types.flatMap((type) =>
    shapes.map((data) => ({ type, channel, conversation, data }))
  ) as PushEvent[];
  const operators = [
    changes(),
    memberChanges(),
    reactionChanges(),
    topicChanges(),
    readReceipts(),
  ] as OperatorFunction<PushEvent, unknown>[];
  for (const operator of operators) {
    const told = await lastValueFrom(from(events).pipe(operator, toArray()));
    assertEquals(told, []);
  }
});
