import { assertEquals } from "@std/assert";
import { pollChanges } from "@rxgroupme/client/polls";
import { from, lastValueFrom, toArray } from "rxjs";
import { readEvent } from "../../lib/push/events/read_event.ts";
import { scripted } from "../support/scripted.ts";
import { GROUP, POLL } from "./rows.ts";

const ME = "41870263";
const conversation = { id: GROUP };
const about = { conversation, poll: { id: POLL, subject: "Which pier?" } };
const user = { id: ME, nickname: "Ines" };
const created = { type: "poll.created", data: { ...about, user } };

let written = 0;

function row(event: unknown, more: object = { system: true }) {
  return { id: `${++written}`, group_id: GROUP, event, ...more };
}

async function changesOf(rows: readonly Record<string, unknown>[]) {
  const { source } = scripted([]).client.groups.messages(GROUP);
  return await lastValueFrom(
    from(rows.map((it) => source.read(it))).pipe(pollChanges(), toArray()),
  );
}

Deno.test("pollChanges() reads the announcement of who asks, and no forged one", async () => {
  const byMaker = { system: false, sender_type: "user", sender_id: ME };
  const told = await changesOf([
    row(created, byMaker),
    row(created, { ...byMaker, sender_id: "7305518" }),
    row({ type: "poll.finished", data: about }, byMaker),
  ]);
  assertEquals(told, [
    { type: "created", pollId: POLL, subject: "Which pier?", by: ME },
  ]);
});

Deno.test("pollChanges() reads a result with its votes, and a reminder", async () => {
  const options = [
    { id: "1", title: "Four" },
    { id: "2", title: "Nine", votes: 1, voter_ids: ["7305518"] },
  ];
  const reminded = {
    ...about,
    poll: { ...about.poll, expiration: 1754138866 },
  };
  const told = await changesOf([
    row({ type: "poll.reminder", data: reminded }),
    row({ type: "poll.finished", data: { ...about, options } }),
    row({
      type: "poll.finished",
      data: { poll: { id: 1754052466120934 }, options: options.slice(0, 1) },
    }),
  ]);
  assertEquals(told, [
    {
      type: "reminder",
      pollId: POLL,
      subject: "Which pier?",
      by: "",
      expiresAt: new Date(1754138866_000),
    },
    {
      type: "finished",
      pollId: POLL,
      subject: "Which pier?",
      by: "",
      options: [
        { id: "1", title: "Four", votes: 0, voterIds: [] },
        { id: "2", title: "Nine", votes: 1, voterIds: ["7305518"] },
      ],
    },
    {
      type: "finished",
      pollId: POLL,
      by: "",
      options: [
        { id: "1", title: "Four", votes: undefined, voterIds: undefined },
      ],
    },
  ]);
});

Deno.test("pollChanges() passes over what is no change of a poll", async () => {
  const told = await changesOf([
    row({ type: "poll.opened", data: about }),
    row({ type: "poll.created", data: { user } }),
    row({ type: "poll.finished", data: { poll: 5 } }),
    row({ type: "poll.finished" }),
    row({ type: "xpoll.finished", data: about }),
    { id: "2", text: "Which pier?" },
  ]);
  assertEquals(told, []);
});

Deno.test("pollChanges() reads what is pushed to you, in groups and chats", async () => {
  const told = await lastValueFrom(
    from([
      readEvent(`/user/${ME}`, {
        type: "line.create",
        subject: row({ type: "poll.finished", data: about }),
      }, ME),
      readEvent(`/user/${ME}`, {
        type: "direct_message.create",
        subject: { ...row(created), chat_id: `7305518+${ME}` },
      }, ME),
      // Any member may publish here.
      readEvent(`/group/${GROUP}`, {
        type: "line.create",
        subject: row({ type: "poll.finished", data: about }),
      }, ME),
    ]).pipe(pollChanges(), toArray()),
  );
  assertEquals(told.map(({ type, by }) => [type, by]), [
    ["finished", ""],
    ["created", ME],
  ]);
});
