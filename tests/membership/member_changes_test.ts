import { assertEquals, assertRejects } from "@std/assert";
import { Client, type Message } from "@rxgroupme/client";
import { memberChanges } from "@rxgroupme/client/membership";
import { concat, from, lastValueFrom, throwError, toArray } from "rxjs";
import type { NoticeType } from "../../lib/bot/notice_data.ts";
import type { PushEvent } from "../../lib/push/events/events.ts";
import { readEvent } from "../../lib/push/events/read_event.ts";
import { NOTICES } from "../bot/notice_samples.ts";

const GROUP = "98115240";
const INES = "41870263";
const MARI = "118204477";
const { source } = Client.fromToken("secret").groups.messages(GROUP);

let written = 0;

/** A message of GroupMe's with a notice in it. */
function notice(type: string, data: object = NOTICES[type] ?? {}): Message {
  const event = { type, data: { ...data } };
  const id = `n${++written}`;
  return source.read({ id, group_id: GROUP, system: true, event });
}

/** A pushed event on a channel of user Mari's. */
function pushed(type: string, subject: object): PushEvent {
  return readEvent(`/user/${MARI}`, { type, subject }, MARI);
}

/** The changes that a stream tells of. */
function changesIn(...stream: readonly (Message | PushEvent)[]) {
  return lastValueFrom(from(stream).pipe(memberChanges(), toArray()));
}

Deno.test("memberChanges() reads each notice of members that GroupMe writes", async () => {
  const of = (userIds: string[], by: string) => ({
    groupId: GROUP,
    userIds,
    by,
  });
  const role = { role: "admin" };
  const nickname = { nickname: "Mari Q" };
  const expected: { readonly [type in NoticeType]?: object } = {
    "membership.announce.added": { type: "added", ...of([MARI], INES) },
    "membership.announce.joined": { type: "joined", ...of([MARI], MARI) },
    "membership.announce.rejoined": { type: "rejoined", ...of([MARI], MARI) },
    "membership.notifications.exited": { type: "left", ...of([MARI], MARI) },
    "membership.notifications.removed": {
      type: "removed",
      ...of([MARI], INES),
    },
    "membership.notifications.autokicked": {
      type: "autokicked",
      ...of([MARI], ""),
    },
    "membership.avatar_changed": { type: "avatar", ...of([MARI], MARI) },
    "membership.nickname_changed": {
      type: "nickname",
      ...of([MARI], MARI),
      ...nickname,
    },
    "group.role_change_admin": { type: "role", ...of([MARI], INES), ...role },
    "group.owner_changed": { type: "owner", ...of([MARI], INES) },
  };
  for (const type of Object.keys(NOTICES)) {
    const changes = await changesIn(notice(type));
    const change = expected[type as NoticeType];
    assertEquals(changes, change ? [change] : [], type);
  }
  const wanted = Object.keys(NOTICES).filter((it) => it in expected);
  assertEquals(wanted.length, Object.keys(expected).length);
});

Deno.test("memberChanges() reads the names that only GroupMe's app is known to have", async () => {
  const user = { id: 66120934, nickname: "Dov" };
  const pending = "membership.notifications.admin.new_pending_user";
  const changes = await changesIn(
    notice(pending, { user }),
    notice(pending, {}),
    notice("membership.announce.coco.added", { added_users: [user] }),
  );
  assertEquals(
    changes.map(({ type, userIds, by }) => [type, userIds, by]),
    [
      ["pending", ["66120934"], "66120934"],
      ["pending", [], ""],
      ["added", ["66120934"], ""],
    ],
  );
});

Deno.test("memberChanges() reads several users, and malformed ones", async () => {
  const added = "membership.announce.added";
  const changes = await changesIn(
    notice(added, { added_users: [{ id: 1 }, { id: "2" }, null, {}] }),
    notice(added, { added_users: "x", adder_user: 7 }),
    notice("membership.nickname_changed", { user: [], name: null }),
    notice("membership.notifications.removed", {}),
    notice("membership.something", {}),
    notice("membership.constructor", {}),
    notice("group.removed", {}),
    notice("group.avatar_change", {}),
    source.read({ id: "2", group_id: GROUP, text: "hello" }),
    // Somebody who is not GroupMe cannot write a notice.
    source.read({
      id: "3",
      group_id: GROUP,
      sender_type: "user",
      event: { type: added, data: { ...NOTICES[added] } },
    }),
  );
  const nobody = {
    groupId: GROUP,
    userIds: [],
    by: "",
  };
  assertEquals(changes, [
    { ...nobody, type: "added", userIds: ["1", "2"] },
    { ...nobody, type: "added" },
    { ...nobody, type: "nickname" },
    { ...nobody, type: "removed" },
  ]);
});

Deno.test("memberChanges() reads pushed messages, and that you were added", async () => {
  const joined = notice("membership.announce.joined");
  const line = (type: string, group_id = GROUP) =>
    pushed("line.create", { ...notice(type).data, group_id });
  const you = (id: string) => pushed("membership.create", { id: Number(id) });
  const changes = await changesIn(
    pushed("line.create", joined.data),
    // GroupMe tells the one who was added in two ways.
    line("membership.announce.added"),
    you(GROUP),
    you("5"),
    you("5"),
    line("membership.announce.added", "5"),
    pushed("membership.create", {}),
    pushed("favorite", { id: GROUP }),
    readEvent(`/group/${GROUP}`, { type: "membership.create" }, MARI),
  );
  assertEquals(
    changes.map(({ type, groupId, userIds, by }) =>
      [type, groupId, userIds, by].join(" ")
    ),
    [
      `joined ${GROUP} ${MARI} ${MARI}`,
      `added ${GROUP} ${MARI} ${INES}`,
      `added 5 ${MARI} `,
      `added 5 ${MARI} `,
      `added 5 ${MARI} ${INES}`,
    ],
  );
});

Deno.test("memberChanges() tells of each change that is no repetition", async () => {
  const left = () => notice("membership.notifications.exited");
  const joined = () => notice("membership.announce.joined");
  const [first, second] = [joined(), left()];
  const changes = await changesIn(
    ...[first, second, joined(), left()],
    // They come once more by polling.
    ...[first, second],
  );
  assertEquals(
    changes.map(({ type }) => type),
    ["joined", "left", "joined", "left"],
  );
});

/** All orders of some items. */
function ordersOf<T>(items: readonly T[]): T[][] {
  return items.length === 0
    ? [[]]
    : items.flatMap((it, i) =>
      ordersOf(items.toSpliced(i, 1)).map((rest) => [it, ...rest])
    );
}

Deno.test("memberChanges() tells who added you once, in each order of the notice and the frame of push", async () => {
  const SECONDS = 1_754_052_301;
  const data = (NOTICES["membership.announce.added"] ?? {}) as object;
  const event = { type: "membership.announce.added", data: { ...data } };
  const row = (id: string, created_at: number) => ({
    id,
    group_id: GROUP,
    system: true,
    created_at,
    event,
  });
  const line = (id: string, created_at: number) =>
    pushed("line.create", row(id, created_at));
  const frame = (received_at: number) =>
    readEvent(`/user/${MARI}`, {
      type: "membership.create",
      received_at,
      subject: { id: GROUP },
    }, MARI);
  const items = [
    source.read(row("a1", SECONDS)),
    line("a1", SECONDS),
    frame(SECONDS * 1_000 + 900),
    frame(SECONDS * 1_000 + 900),
    notice("membership.announce.joined"),
    // An hour later once more.
    line("a2", SECONDS + 3_600),
  ];
  for (const order of ordersOf(items)) {
    const told = (await changesIn(...order)).map(({ type, by }) =>
      `${type} ${by}`
    );
    const isFirst = order.findIndex((it) =>
      it === items[2] || it === items[3]
    ) <
      order.findIndex((it) => it === items[0] || it === items[1]);
    assertEquals(
      told.toSorted(),
      [
        ...isFirst ? ["added "] : [],
        `added ${INES}`,
        `added ${INES}`,
        `joined ${MARI}`,
      ],
    );
  }
  // The frame of the later one, whose notice has not come yet.
  const later = await changesIn(items[0]!, frame((SECONDS + 3_600) * 1_000));
  assertEquals(later.map(({ by }) => by), [INES, ""]);
});

Deno.test("memberChanges() errors as its source", async () => {
  const failing = concat(
    from([notice("membership.announce.joined")]),
    throwError(() => new Error("cut")),
  );
  await assertRejects(
    () => lastValueFrom(failing.pipe(memberChanges())),
    Error,
    "cut",
  );
});
