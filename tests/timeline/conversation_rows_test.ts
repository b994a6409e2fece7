import { assertEquals, assertStrictEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import {
  type Conversations,
  conversations,
  timeline,
} from "@rxgroupme/client/timeline";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { ConversationList } from "../../lib/timeline/conversation_list.ts";
import { readGroup } from "../../lib/timeline/conversation_row.ts";

/** Groups whose index a test changes on its way. */
function stage(
  groups: number,
  onIndex: (url: URL, body: { response: Record<string, unknown>[] }) => void,
) {
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const ids = Array.from(
    { length: groups },
    (_, at) => simulator.addGroup({ name: `G${at}`, history: 3 }).id,
  );
  const fetch = async (request: Request) => {
    const response = await simulator.fetch(request);
    const url = new URL(request.url);
    if (!url.pathname.endsWith("/groups") || !response.ok) return response;
    const body = await response.json();
    onIndex(url, body);
    return Response.json(body);
  };
  const client = new Client({
    token: simulator.token,
    fetch,
    scheduler: clock,
  });
  return { clock, simulator, client, ids };
}

Deno.test("conversations() emits nothing while nothing changes", async () => {
  const { clock, client } = stage(3, () => {});
  const seen: Conversations[] = [];
  const live = conversations(client);
  assertEquals(live.value.status.code, "notStarted");
  const subscription = live.subscribe((it) => seen.push(it));
  await clock.advance(5_000);
  const { length } = seen;
  await clock.advance(1_800_000);
  assertEquals(seen.length, length);
  assertStrictEquals(live.value, seen.at(-1));
  subscription.unsubscribe();
});

Deno.test("conversations() shows a mute that is over as none, from the first index on", async () => {
  let isOver = true;
  const { clock, client } = stage(1, (_, { response }) => {
    for (const row of response) {
      row.muted_until = Number(row.updated_at) + (isOver ? -60 : 60);
    }
  });
  const live = conversations(client);
  const muted: boolean[] = [];
  const subscription = live.subscribe(({ rows }) =>
    muted.push(...rows.map(({ isMuted }) => isMuted))
  );
  await clock.advance(1_000);
  isOver = false;
  await clock.advance(30_000);
  assertEquals(muted, [false, true]);
  subscription.unsubscribe();
});

Deno.test("conversations() shows no text of a message that is deleted", async () => {
  const { clock, client } = stage(1, (_, { response }) => {
    for (const { messages } of response) {
      const { preview } = messages as { preview: Record<string, unknown> };
      preview.deleted_at = 1;
    }
  });
  const live = conversations(client);
  const subscription = live.subscribe();
  await clock.advance(1_000);
  const preview = live.value.rows[0]?.preview;
  assertEquals([preview?.text, preview?.isDeleted], ["", true]);
  subscription.unsubscribe();
});

Deno.test("conversations() keeps a row that moves between two pages of a walk", async () => {
  let moved = "";
  const { clock, simulator, client, ids } = stage(150, (url) => {
    const isWalk = url.searchParams.get("per_page") === "100";
    if (!isWalk || url.searchParams.get("page") !== "1" || !moved) return;
    simulator.inject(moved, { text: "Ahoy" });
    moved = "";
  });
  const live = conversations(client);
  const sizes = new Set<number>();
  await clock.settle();
  const subscription = live.subscribe(({ rows }) => sizes.add(rows.length));
  await clock.advance(60_000);
  const key = live.value.rows.at(-1)?.key;
  moved = ids.find((id) => key === `group ${id}`) ?? "";
  await clock.advance(900_000);
  assertEquals(moved, "");
  assertEquals([...sizes], [0, 150]);
  assertEquals(live.value.rows[0]?.preview?.text, "Ahoy");
  subscription.unsubscribe();
});

Deno.test("conversations() and timeline() begin with the same status", () => {
  const { client, ids } = stage(1, () => {});
  const { status } = timeline(client, ids[0] ?? "").value;
  assertEquals(status, conversations(client).value.status);
});

const GROUP = "98115240";
const MESSAGE = "175405230000000001";

/** A list of one group, and what an index and notices tell of it. */
function listed() {
  const list = new ConversationList();
  const notice = (id: string, event: Record<string, unknown>) =>
    list.write({ groupId: GROUP }, {
      id,
      system: true,
      created_at: 1_754_052_400,
      event,
    }, true);
  return {
    index: (lastId: string, text: string) =>
      list.take([readGroup({
        id: GROUP,
        messages: {
          last_message_id: lastId,
          last_message_created_at: 1_754_052_300,
          preview: { nickname: "Ada", text },
        },
      })].filter((it) => it !== undefined)),
    edit: (id: string, text: string) =>
      notice(id, {
        type: "message.update",
        data: { message_id: MESSAGE, message: { text } },
      }),
    remove: (id: string) =>
      notice(id, {
        type: "message.deleted",
        data: { message_id: MESSAGE, deletion_actor: "sender" },
      }),
    shown: () => list.rows[0]?.preview?.text,
  };
}

Deno.test("ConversationList.take() keeps the preview of a message edited twice while the index is behind", () => {
  const { index, edit, shown } = listed();
  index(MESSAGE, "six");
  edit("175405240000000001", "seven");
  edit("175405240000000002", "eight");
  assertEquals(shown(), "eight");
  index(MESSAGE, "six");
  assertEquals(shown(), "eight");
  index("175405240000000001", "Ada edited a message");
  assertEquals(shown(), "eight");
  index("175405240000000002", "Ada edited a message");
  assertEquals(shown(), "eight");
  index("175405240000000003", "nine");
  assertEquals(shown(), "nine");
});

Deno.test("ConversationList.write() shows the newest of the notices about a message, in whichever order they come, and come again", () => {
  const { index, edit, remove, shown } = listed();
  index(MESSAGE, "six");
  edit("175405240000000002", "eight");
  edit("175405240000000001", "seven");
  assertEquals(shown(), "eight");
  remove("175405240000000003");
  edit("175405240000000002", "eight");
  assertEquals(shown(), "");
});

Deno.test("conversations() by polling shows an edit and a deletion in the newest message of a chat, as its index has the whole notice", async () => {
  const { clock, simulator, client } = stage(0, () => {});
  const other = simulator.addUser({ name: "Teo Marsh" });
  const chat = simulator.addChat(other);
  const live = conversations(client);
  const subscription = live.subscribe();
  await clock.advance(5_000);
  const { id } = simulator.inject(chat, { userId: other.id, text: "six" });
  await clock.advance(30_000);
  const shown = () => {
    const [row] = live.value.rows;
    const { text, author, isDeleted } = row?.preview ?? {};
    return [text, author, isDeleted];
  };
  const { lastActivity } = live.value.rows[0] ?? {};
  for (const text of ["seven", "eight"]) {
    chat.editBy(other, id, text);
    await clock.advance(30_000);
    assertEquals(shown(), [text, "Teo Marsh", false]);
  }
  chat.deleteBy(other, id);
  // The index is read whole, too.
  await clock.advance(1_000_000);
  assertEquals(shown(), ["", "Teo Marsh", true]);
  assertEquals(live.value.rows[0]?.lastActivity, lastActivity);
  simulator.inject(chat, { userId: other.id, text: "nine" });
  await clock.advance(30_000);
  assertEquals(shown(), ["nine", "Teo Marsh", false]);
  subscription.unsubscribe();
});
