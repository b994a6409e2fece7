import { assertEquals, assertRejects } from "@std/assert";
import {
  BadResponse,
  Forbidden,
  MissingResponseError,
  NoResponse,
  NotFound,
} from "@rxgroupme/client";
import { GroupPoll, polls, vote } from "@rxgroupme/client/polls";
import { lastValueFrom, of, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { ANONYMOUS, END, GROUP, NEW, PATH, POLL, poll } from "./rows.ts";

const page = (rows: readonly unknown[], continuation_token: unknown = null) =>
  envelope({ polls: rows, continuation_token });
const one = (row: unknown) => envelope({ poll: row });

Deno.test("Polls.list() and listAll() take GroupMe's null for an empty page", async () => {
  const { client, lines } = scripted([envelope(null), envelope(null)]);
  const here = polls(client, GROUP);
  assertEquals(await lastValueFrom(here.list()), []);
  assertEquals(await lastValueFrom(here.listAll().pipe(toArray())), []);
  assertEquals(lines, [`GET ${PATH}`, `GET ${PATH}`]);
});

Deno.test("Polls.list() reads polls, and an odd row among them", async () => {
  const { client, lines } = scripted([page([poll(), null, {}, { data: 5 }])]);
  const [first, ...odd] = await lastValueFrom(polls(client, GROUP).list());
  assertEquals(lines, [`GET ${PATH}`]);
  assertEquals(first?.data, poll());
  assertEquals(
    [first?.id, first?.subject, first?.ownerId, first?.conversationId],
    [POLL, "Which pier?", "41870263", GROUP],
  );
  assertEquals(
    [first?.createdAt, first?.expiresAt, first?.lastModifiedAt],
    [new Date(1754052466_000), END, new Date(1754052500_000)],
  );
  assertEquals(
    [first?.isOpen, first?.isMultiple, first?.isAnonymous],
    [true, false, false],
  );
  assertEquals(first?.options, [
    { id: "1", title: "Four", votes: 2, voterIds: ["7305518", "118204477"] },
    { id: "2", title: "Nine", votes: 0, voterIds: [] },
  ]);
  assertEquals(first?.myVotes, ["1"]);
  assertEquals(first?.options === first?.options, true);
  assertEquals(odd.length, 2);
  for (const it of odd) {
    assertEquals(
      [it.id, it.subject, it.createdAt, it.myVotes, it.options, it.isOpen],
      ["", undefined, undefined, undefined, [], false],
    );
  }
});

Deno.test("GroupPoll.options tells no votes of an anonymous poll but those it has", () => {
  const { client } = scripted([]);
  const here = polls(client, GROUP);
  const hidden = new GroupPoll(here, ANONYMOUS);
  assertEquals(hidden.options, [
    { id: "1", title: "Four", votes: undefined, voterIds: undefined },
    { id: "2", title: "Nine", votes: undefined, voterIds: undefined },
  ]);
  assertEquals(
    [hidden.myVotes, hidden.isAnonymous, hidden.isMultiple],
    [undefined, true, true],
  );
  // As answers were in 2025.
  const older = new GroupPoll(
    here,
    poll({
      status: "past",
      visibility: "anonymous",
      options: [{ id: "1", title: "Four", votes: 2 }, null, { id: 2 }],
    }, { user_votes: ["1", "2"] }),
  );
  assertEquals(older.options, [
    { id: "1", title: "Four", votes: 2, voterIds: undefined },
    { id: "2", title: undefined, votes: undefined, voterIds: undefined },
  ]);
  assertEquals([older.myVotes, older.isOpen], [["1", "2"], false]);
});

Deno.test("GroupPoll.myVotes is empty before a vote, and one of a single choice", () => {
  const { client } = scripted([]);
  const here = polls(client, GROUP);
  assertEquals(new GroupPoll(here, poll({}, {})).myVotes, []);
  const single = new GroupPoll(here, poll({}, { user_vote: 2 }));
  assertEquals(single.myVotes, ["2"]);
});

Deno.test("Polls.listAll() asks on until a page has no new poll, or no token", async () => {
  const next = poll({ id: "1754052466120900" });
  const { client, lines } = scripted([
    page([poll(), {}], "175"),
    page([poll(), {}, next], 174),
    page([next], 173),
    page([poll()]),
  ]);
  const here = polls(client, GROUP);
  const all = await lastValueFrom(here.listAll().pipe(toArray()));
  assertEquals(all.map(({ id }) => id), [POLL, "", "1754052466120900"]);
  assertEquals(lines, [
    `GET ${PATH}`,
    `GET ${PATH}?continuation_token=175`,
    `GET ${PATH}?continuation_token=174`,
  ]);
  const pages = await lastValueFrom(here.listAll().pages().pipe(toArray()));
  assertEquals([pages.length, lines.length], [1, 4]);
});

Deno.test("Polls.get() reads one poll by its id", async () => {
  const { client, lines } = scripted([
    one(poll()),
    refusal(404),
    refusal(401, { code: 40100 }),
  ]);
  const here = polls(client, GROUP);
  assertEquals((await lastValueFrom(here.get(POLL))).data, poll());
  await assertRejects(() => lastValueFrom(here.get("1")), NotFound);
  await assertRejects(() => lastValueFrom(here.get("2")), Forbidden);
  assertEquals(lines, [
    `GET ${PATH}/${POLL}`,
    `GET ${PATH}/1`,
    `GET ${PATH}/2`,
  ]);
});

Deno.test("Polls.create() sends the poll, and reads it beside its message", async () => {
  const made = { poll: { data: poll().data }, message: { id: "1" } };
  const { client, lines } = scripted([
    envelope(made, 201),
    envelope(made, 201),
  ]);
  const here = polls(client, GROUP);
  const created = await lastValueFrom(here.create(NEW));
  assertEquals(created.data, made.poll);
  const expiresAt = new Date(+END + 999);
  await lastValueFrom(
    here.create({ ...NEW, expiresAt, multiple: true, anonymous: true }),
  );
  const asked =
    `POST ${PATH} {"subject":"Which pier?","options":[{"title":"Four"},{"title":"Nine"}],"expiration":1754138866`;
  assertEquals(lines, [
    `${asked},"type":"single","visibility":"public"}`,
    `${asked},"type":"multi","visibility":"anonymous"}`,
  ]);
});

Deno.test("Polls.create() sends no second poll when its answer is lost", async () => {
  const { client, clock, lines } = scripted([
    new TypeError("connection reset"),
    new Response("", { status: 201 }),
    refusal(400, { code: 40000, errors: ["expiration is too soon"] }),
  ], { retry: {} });
  const here = polls(client, GROUP);
  const kinds = [NoResponse, MissingResponseError, BadResponse];
  for (const Kind of kinds) {
    await assertRejects(
      () => clock.until(lastValueFrom(here.create(NEW))),
      Kind,
    );
  }
  assertEquals(lines.length, 3);
});

Deno.test("Polls.vote() takes the way of the poll's kind", async () => {
  const { client, lines } = scripted([
    one(poll()),
    one(poll()),
    one(ANONYMOUS),
    one(ANONYMOUS),
    one(poll({}, {})),
    refusal(412, { code: 41202 }),
  ]);
  const here = polls(client, GROUP);
  const multiple = { id: POLL, isMultiple: true };
  const single = { id: POLL, isMultiple: false };
  const mine = await lastValueFrom(here.vote(single, ["2"]));
  assertEquals(mine.data, poll());
  await lastValueFrom(mine.vote("1"));
  await lastValueFrom(here.vote(multiple, ["1", "2"]));
  await lastValueFrom(new GroupPoll(here, ANONYMOUS).vote());
  assertEquals((await lastValueFrom(here.vote(single, []))).myVotes, []);
  const late = await assertRejects(
    () => lastValueFrom(here.vote(single, ["1"])),
    BadResponse,
  );
  assertEquals(late.code, 41202);
  assertEquals(lines, [
    `POST ${PATH}/${POLL}/2`,
    `POST ${PATH}/${POLL}/1`,
    `POST ${PATH}/${POLL} {"votes":["1","2"]}`,
    `POST ${PATH}/${POLL} {"votes":[]}`,
    `POST ${PATH}/${POLL} {"votes":[]}`,
    `POST ${PATH}/${POLL}/1`,
  ]);
});

Deno.test("Polls.vote() counts an option once that is given twice", async () => {
  const { client, lines } = scripted([
    envelope({ poll: poll() }),
    envelope({ poll: poll() }),
  ]);
  const here = polls(client, GROUP);
  const twice = ["2", "1", "2"];
  await lastValueFrom(here.vote({ id: POLL, isMultiple: true }, twice));
  const same = ["2", "2"];
  await lastValueFrom(here.vote({ id: POLL, isMultiple: false }, same));
  assertEquals(lines, [
    `POST ${PATH}/${POLL} {"votes":["2","1"]}`,
    `POST ${PATH}/${POLL}/2`,
  ]);
});

Deno.test("GroupPoll leaves out of its lists of ids what is none", async () => {
  const options = [{
    id: "1",
    title: "Four",
    voter_ids: [null, "7305518", {}],
  }];
  const { client } = scripted([
    envelope({ poll: poll({ options }, { user_votes: [null, "1", {}] }) }),
  ]);
  const read = await lastValueFrom(polls(client, GROUP).get(POLL));
  assertEquals(read.myVotes, ["1"]);
  assertEquals(read.options[0]?.voterIds, ["7305518"]);
});

Deno.test("Polls.vote() reads your votes beside the poll too", async () => {
  const { client } = scripted([
    envelope({ poll: { data: poll().data }, user_votes: ["2"] }),
  ]);
  const here = polls(client, GROUP);
  const choice = { id: POLL, isMultiple: false };
  const { data, myVotes } = await lastValueFrom(here.vote(choice, ["2"]));
  assertEquals(myVotes, ["2"]);
  assertEquals(data, { data: poll().data, user_votes: ["2"] });
});

Deno.test("Polls.end() ends a poll, whose answer may say that it is open", async () => {
  const { client, lines } = scripted([
    one(poll()),
    one(poll({ status: "past" })),
    refusal(403),
  ]);
  const here = polls(client, GROUP);
  const answered = await lastValueFrom(here.end(POLL));
  assertEquals(answered.isOpen, true);
  assertEquals((await lastValueFrom(answered.end())).isOpen, false);
  await assertRejects(() => lastValueFrom(here.end(POLL)), Forbidden);
  assertEquals(lines, Array(3).fill(`POST ${PATH}/${POLL}/end`));
});

Deno.test("Polls.vote() and end() are sent again, and read what an answer does not hold", async () => {
  const reset = new TypeError("connection reset");
  const { client, clock, lines } = scripted([
    reset,
    envelope(null),
    one(poll()),
    reset,
    new Response(null, { status: 200 }),
    one(poll({ status: "past" })),
    one(5),
    one(poll({ status: "past" })),
  ], { retry: {} });
  const here = polls(client, GROUP);
  const choice = { id: POLL, isMultiple: false };
  const voted = await clock.until(lastValueFrom(here.vote(choice, ["1"])));
  assertEquals(voted.myVotes, ["1"]);
  const over = await clock.until(lastValueFrom(here.end(POLL)));
  assertEquals(over.isOpen, false);
  assertEquals((await clock.until(lastValueFrom(over.end()))).isOpen, false);
  assertEquals(lines, [
    `POST ${PATH}/${POLL}/1`,
    `POST ${PATH}/${POLL}/1`,
    `GET ${PATH}/${POLL}`,
    `POST ${PATH}/${POLL}/end`,
    `POST ${PATH}/${POLL}/end`,
    `GET ${PATH}/${POLL}`,
    `POST ${PATH}/${POLL}/end`,
    `GET ${PATH}/${POLL}`,
  ]);
});

Deno.test("polls() of a chat asks for your id once, and sends both", async () => {
  const { client, lines } = scripted([
    envelope({ id: "41870263" }),
    page([]),
    page([]),
  ]);
  const here = polls(client, { otherUserId: "7305518" });
  const twice = here.list();
  assertEquals(await lastValueFrom(twice), []);
  assertEquals(await lastValueFrom(twice), []);
  const path = "https://api.groupme.com/v3/poll/7305518%2B41870263";
  assertEquals(lines, [
    "GET https://api.groupme.com/v3/users/me",
    `GET ${path}`,
    `GET ${path}`,
  ]);
});

Deno.test("vote() votes in each poll, in order", async () => {
  const { client, lines } = scripted([one(poll()), one(ANONYMOUS)]);
  const here = polls(client, GROUP);
  const each = [poll(), ANONYMOUS].map((data) => new GroupPoll(here, data));
  const voted = await lastValueFrom(
    of(...each).pipe(
      vote(({ isMultiple }) => isMultiple ? ["1", "2"] : ["2"]),
      toArray(),
    ),
  );
  assertEquals(voted.map(({ isAnonymous }) => isAnonymous), [false, true]);
  assertEquals(lines, [
    `POST ${PATH}/${POLL}/2`,
    `POST ${PATH}/${POLL} {"votes":["1","2"]}`,
  ]);
});

Deno.test("vote() goes on as its options say, behind a poll that is over", async () => {
  const { client } = scripted([refusal(412, { code: 41202 }), one(poll())]);
  const here = polls(client, GROUP);
  const over = new GroupPoll(here, poll({ id: "9" }));
  const open = new GroupPoll(here, poll());
  const onError = (_: unknown, { id }: GroupPoll) => of(`${id} is over`);
  const voted: (GroupPoll | string)[] = await lastValueFrom(
    of(over, open).pipe(vote(() => ["1"], { onError }), toArray()),
  );
  const told = voted.map((it) => typeof it === "string" ? it : it.myVotes);
  assertEquals(told, ["9 is over", ["1"]]);
});
