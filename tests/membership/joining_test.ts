import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  BadResponse,
  Forbidden,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";
import { joining } from "@rxgroupme/client/membership";
import { lastValueFrom, Subject, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { assertCold, hangingClient } from "./cold.ts";

const GROUP = "98115240";
const TOKEN = "Qw7ZtR2k";
const V3 = "https://api.groupme.com/v3";
const ME = "7305518";
const QUESTION = { type: "join_reason/questions/text", text: "Which pier?" };

/** A success of joining, with GroupMe's code. */
function joined(code: number, group: object | null = { id: GROUP }): Response {
  const response = group && { group };
  return Response.json({ response, meta: { code } }, { status: 200 });
}

Deno.test("Joining.preview() reads what a share token shows", async () => {
  const { client, lines } = scripted([
    envelope({
      group: {
        id: GROUP,
        name: "Tide Pool Crew",
        description: "who is out",
        members_count: 37,
        requires_approval: true,
        show_join_question: true,
        join_question: QUESTION,
      },
    }),
  ]);
  const it = await lastValueFrom(joining(client).preview(GROUP, TOKEN));
  assertEquals(
    [it.id, it.name, it.description, it.membersCount, it.topicsCount],
    [GROUP, "Tide Pool Crew", "who is out", 37, undefined],
  );
  assertEquals(
    [it.requiresApproval, it.question, it.updatedAt],
    [true, "Which pier?", undefined],
  );
  assertEquals(lines, [`GET ${V3}/groups/${GROUP}/preview/${TOKEN}`]);
});

Deno.test("Joining.preview() reads what is shown without a share token", async () => {
  const { client, lines } = scripted([
    envelope({
      id: GROUP,
      updated_at: 1754052301,
      requires_approval: false,
      show_join_question: false,
      join_question: QUESTION,
      children_count: 3,
    }),
    envelope({ id: null, join_question: 7, show_join_question: 1 }),
  ]);
  const it = await lastValueFrom(joining(client).preview(GROUP));
  assertEquals(
    [it.id, it.name, it.membersCount, it.topicsCount, it.updatedAt],
    [GROUP, undefined, undefined, 3, new Date(1754052301_000)],
  );
  assertEquals([it.requiresApproval, it.question], [false, undefined]);
  const odd = await lastValueFrom(joining(client).preview(GROUP));
  assertEquals(
    [odd.id, odd.question, odd.topicsCount],
    ["", undefined, undefined],
  );
  assertEquals(lines[0], `GET ${V3}/groups/${GROUP}/preview`);
});

Deno.test("Joining.states() maps groups to states, and leaves out malformed rows", async () => {
  const { client, lines } = scripted([
    envelope([
      { group_id: GROUP, state: "active" },
      { group_id: 97660113, state: "exited_removed" },
      { group_id: "5" },
      { state: "pending" },
      null,
    ]),
  ]);
  const states = await lastValueFrom(joining(client).states());
  assertEquals([...states], [
    [GROUP, "active"],
    ["97660113", "exited_removed"],
    ["5", ""],
  ]);
  assertEquals(lines, [`GET ${V3}/memberships/states`]);
});

Deno.test("Joining.watch() emits the states whenever they differ", async () => {
  const state = (state: string) => envelope([{ group_id: GROUP, state }]);
  const { client, clock, lines } = scripted([
    state("pending"),
    state("pending"),
    refusal(500),
    state("active"),
    refusal(401),
  ]);
  const on = new Subject<void>();
  const seen: (string | undefined)[] = [];
  let failure: unknown;
  joining(client).watch({ on, interval: 60_000 }).subscribe({
    next: (states) => seen.push(states.get(GROUP)),
    error: (error) => failure = error,
  });
  await clock.advance(60_000);
  assertEquals([seen, lines.length], [["pending"], 2]);
  await clock.advance(60_000);
  assertEquals([seen, failure], [["pending"], undefined]);
  on.next();
  await clock.advance(0);
  assertEquals(seen, ["pending", "active"]);
  await clock.advance(60_000);
  assertEquals(failure instanceof Unauthorized, true);
  assertEquals(clock.pending, 0);
  assertThrows(() => joining(client).watch({ interval: 0 }), RangeError);
});

Deno.test("Joining.sent() lists the requests that wait, and revoke() takes one back", async () => {
  const row = {
    group_id: "98120077",
    name: "Night Dive",
    image_url: null,
    state: "requested_pending",
    updated_at: 1754052301,
    user_count: 12,
  };
  const { client, lines } = scripted([
    envelope({ requests_sent: [row, null, { user_count: "x" }] }),
    new Response(null, { status: 200 }),
    envelope({ requests_sent: [] }),
  ]);
  const here = joining(client);
  const [sent, odd, ...none] = await lastValueFrom(here.sent());
  assertEquals(
    [sent?.id, sent?.name, sent?.imageUrl, sent?.state, sent?.membersCount],
    ["98120077", "Night Dive", undefined, "requested_pending", 12],
  );
  assertEquals(sent?.updatedAt, new Date(1754052301_000));
  assertEquals(sent?.toJSON(), row);
  assertEquals([odd?.id, odd?.membersCount, none], ["", undefined, []]);
  const revoked = sent!.revoke().pipe(toArray());
  assertEquals(await lastValueFrom(revoked), [true]);
  assertEquals(await lastValueFrom(here.sent()), []);
  assertEquals(lines, [
    `GET ${V3}/groups/pending_memberships`,
    `DELETE ${V3}/groups/98120077/revoke_join`,
    `GET ${V3}/groups/pending_memberships`,
  ]);
});

Deno.test("Joining.join() tells the outcome by GroupMe's code", async () => {
  const outcomes = {
    20000: "already",
    20001: "requested",
    20100: "joined",
    20101: "requested",
    20110: "nothing",
  };
  for (const [code, state] of Object.entries(outcomes)) {
    const { client, lines } = scripted([joined(Number(code))]);
    const outcome = await lastValueFrom(joining(client).join(GROUP, TOKEN));
    assertEquals([outcome.state, outcome.group.id], [state, GROUP]);
    assertEquals(outcome.group.manager, client.groups);
    assertEquals(lines, [
      `POST ${V3}/groups/${GROUP}/join {"share_token":"${TOKEN}"}`,
    ]);
  }
  const { client, lines } = scripted([joined(20101)]);
  const options = { answer: "pier 4" };
  await lastValueFrom(joining(client).join(GROUP, TOKEN, options));
  assertEquals(lines, [
    `POST ${V3}/groups/${GROUP}/join {"share_token":"${TOKEN}","answer":{"response":"pier 4"}}`,
  ]);
});

Deno.test("Joining.join() tells by the members where it does not know the code", async () => {
  const { client, lines } = scripted([
    joined(200, { id: GROUP, members: [{ id: "1", user_id: ME }] }),
    envelope({ id: ME }),
    joined(201, { id: GROUP }),
  ]);
  const join = () => lastValueFrom(joining(client).join(GROUP, TOKEN));
  assertEquals((await join()).state, "joined");
  assertEquals((await join()).state, "requested");
  assertEquals(lines[1], `GET ${V3}/users/me`);
  assertEquals(lines.length, 3);
});

Deno.test("Joining.join() takes a known code without a group, and nothing else", async () => {
  const leftOut = [null, {}, { group: null }];
  const { client } = scripted([
    ...leftOut.map((response) =>
      Response.json({ response, meta: { code: 20110 } })
    ),
    joined(200, null),
  ]);
  const here = joining(client);
  for (const _ of leftOut) {
    const { state, group } = await lastValueFrom(here.join(GROUP, TOKEN));
    assertEquals([state, group.id], ["nothing", GROUP]);
  }
  await assertRejects(
    () => lastValueFrom(here.join(GROUP, TOKEN)),
    BadResponse,
  );
});

Deno.test("Joining.join() errors where an answer is wanted, and where you are barred", async () => {
  const wanted = {
    code: 40016,
    errors: ["Reason requires answer to groups question"],
  };
  const banned = { code: 40121, errors: ["banned from group"] };
  const { client, lines } = scripted([
    refusal(400, wanted),
    refusal(403, banned),
    refusal(401, banned),
    refusal(404),
  ], { retry: {} });
  const join = () => lastValueFrom(joining(client).join(GROUP, TOKEN));
  const unanswered = await assertRejects(join, BadResponse);
  assertEquals(
    [unanswered.code, unanswered.errors],
    [40016, wanted.errors],
  );
  // Whichever status it comes with, which is not documented.
  for (let i = 0; i < 2; i++) {
    const barred = await assertRejects(join, Forbidden);
    assertEquals(barred.code, 40121);
  }
  await assertRejects(join, NotFound);
  assertEquals(lines.length, 4);
});

Deno.test("Joining errors with what the server says", async () => {
  const { client } = scripted([
    refusal(404),
    refusal(401),
    refusal(401),
    refusal(429),
  ]);
  const here = joining(client);
  await assertRejects(
    () => lastValueFrom(here.preview(GROUP, "wrong123")),
    NotFound,
  );
  await assertRejects(() => lastValueFrom(here.states()), Unauthorized);
  await assertRejects(() => lastValueFrom(here.sent()), Unauthorized);
  await assertRejects(
    () => lastValueFrom(here.join(GROUP, TOKEN)),
    RateLimited,
  );
});

Deno.test("Joining.join() is repeated after a lost answer, and says `already` then", async () => {
  const { client, clock, lines } = scripted(
    [new TypeError("connection reset"), joined(20000)],
    { retry: {} },
  );
  const outcome = await clock.until(
    lastValueFrom(joining(client).join(GROUP, TOKEN)),
  );
  assertEquals([outcome.state, lines.length], ["already", 2]);
});

Deno.test("Joining.revoke() takes a 404 for success only after a lost answer", async () => {
  const { client } = scripted([
    new TypeError("connection reset"),
    refusal(404),
    refusal(404),
  ]);
  const revoked = joining(client).revoke(GROUP);
  await assertRejects(() => lastValueFrom(revoked), NoResponse);
  assertEquals(await lastValueFrom(revoked), true);
  await assertRejects(() => lastValueFrom(revoked), NotFound);
});

Deno.test("Joining refuses what cannot be before any request, and quotes no token", () => {
  const { client, lines } = scripted([]);
  const here = joining(client);
  assertThrows(() => here.preview(""), TypeError, "groupId");
  assertThrows(() => here.preview(GROUP, ""), TypeError, "shareToken");
  assertThrows(() => here.revoke(" "), TypeError, "groupId");
  assertThrows(() => here.join("", TOKEN), TypeError, "groupId");
  const error = assertThrows(() => here.join(GROUP, "\ud800x"), TypeError);
  assertEquals(error.message, "Cannot use 'shareToken': it must be an id");
  assertEquals(lines, []);
});

Deno.test("the commands of Joining request nothing before subscription, and abort", async () => {
  const hanging = hangingClient();
  const here = joining(hanging.client);
  await assertCold(hanging, [
    here.preview(GROUP),
    here.states(),
    here.watch(),
    here.sent(),
    here.revoke(GROUP),
    here.join(GROUP, TOKEN),
  ]);
});
