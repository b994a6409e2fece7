import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  NotFound,
  ResultsExpired,
  ResultsNotReady,
  Unauthorized,
} from "@rxgroupme/client";
import {
  approve,
  deny,
  type Moderation,
  moderation,
} from "@rxgroupme/client/membership";
import { from, lastValueFrom, type Observable, toArray } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { refusal, scripted } from "../support/scripted.ts";
import { assertCold, hangingClient } from "./cold.ts";

const GROUP = "98115240";
const V3 = `https://api.groupme.com/v3/groups/${GROUP}`;
const V2 = `https://v2.groupme.com/groups/${GROUP}/memberships`;
const V4 = `https://api.groupme.com/v4/groups/${GROUP}`;
const MARI = {
  id: "1093340057",
  user_id: "118204477",
  nickname: "Mari",
  name: "Marisol Quay",
  state: "active",
  roles: ["user"],
};
const DOV = {
  id: "1093341200",
  user_id: "66120934",
  nickname: "Dov",
  image_url: "https://i.groupme.com/512x512.png.c7e14ad0952b4f3e",
  reason: {
    type: "join_reason/membership_join_reason",
    question: { type: "join_reason/questions/text", text: "Which pier?" },
    answer: { type: "join_reason/answers/text", response: "pier 4" },
    method: "discoverable",
  },
  timestamp: 1754052301,
  state: "requested_pending",
};

/** The answer to a list of members. */
function members(...memberships: readonly unknown[]): Response {
  return envelope({ memberships });
}

/** The commands of a moderation whose answers hold nothing. */
const COMMANDS: Record<string, (here: Moderation) => Observable<true>> = {
  "approve()": (here) => here.approve(DOV.id),
  "deny()": (here) => here.deny(DOV.id),
  "bar()": (here) => here.bar("1093338870"),
  "unbar()": (here) => here.unbar("1093338870"),
};

Deno.test("Moderation.list() reads members and former ones, with their state", async () => {
  const former = { ...MARI, id: "1093338870", state: "exited_removed" };
  const { client, lines } = scripted([
    members(MARI, null, {}),
    members(former),
    members(),
  ]);
  const here = moderation(client, GROUP);
  const [mari, malformed, ...none] = await lastValueFrom(here.list());
  assertEquals(
    [mari?.id, mari?.userId, mari?.nickname, mari?.roles, mari?.data.state],
    [MARI.id, MARI.user_id, "Mari", ["user"], "active"],
  );
  assertEquals([mari?.groupId, malformed?.id, none], [GROUP, "", []]);
  const [left] = await lastValueFrom(here.list("inactive"));
  assertEquals(left?.data.state, "exited_removed");
  assertEquals(await lastValueFrom(here.list("active")), []);
  assertEquals(lines, [
    `GET ${V3}/members?filter=active`,
    `GET ${V3}/members?filter=inactive`,
    `GET ${V3}/members?filter=active`,
  ]);
});

Deno.test("Moderation.setRole() posts the role, and emits the member", async () => {
  const { client, lines } = scripted([
    envelope({ member: { ...MARI, roles: ["admin"] } }),
    envelope({ member: MARI }),
  ]);
  const here = moderation(client, GROUP);
  const admin = await lastValueFrom(here.setRole(MARI.id, "admin"));
  assertEquals([admin.id, admin.roles], [MARI.id, ["admin"]]);
  await lastValueFrom(here.setRole(MARI.id, "user"));
  assertEquals(lines, [
    `POST ${V3}/members/${MARI.id}/update {"role":"admin"}`,
    `POST ${V3}/members/${MARI.id}/update {"role":"user"}`,
  ]);
});

Deno.test("Moderation.pending() reads who waits, malformed rows included", async () => {
  const { client, lines } = scripted([
    envelope([DOV, null, { reason: { question: null, answer: 7 } }, {
      id: 5,
      reason: "x",
      timestamp: "x",
    }]),
  ]);
  const [dov, bare, odd, ...none] = await lastValueFrom(
    moderation(client, GROUP).pending(),
  );
  assertEquals(
    [dov?.id, dov?.userId, dov?.nickname, dov?.imageUrl, dov?.state],
    [DOV.id, DOV.user_id, "Dov", DOV.image_url, "requested_pending"],
  );
  assertEquals(
    [dov?.question, dov?.answer, dov?.appliedAt],
    ["Which pier?", "pier 4", new Date(1754052301_000)],
  );
  assertEquals(dov?.toJSON(), DOV);
  for (const it of [bare, odd]) {
    assertEquals(
      [it?.userId, it?.nickname, it?.imageUrl, it?.question, it?.answer],
      ["", undefined, undefined, undefined, undefined],
    );
    assertEquals([it?.appliedAt, it?.state], [undefined, undefined]);
  }
  assertEquals([bare?.id, odd?.id, none], ["", "5", []]);
  assertEquals(lines, [`GET ${V3}/pending_memberships`]);
});

Deno.test("Moderation.approve(), deny(), bar() and unbar() post to their paths", async () => {
  const decided = (state: string) =>
    envelope({ membership_id: Number(DOV.id), state });
  const { client, lines } = scripted([
    decided("active"),
    decided("denied"),
    envelope(null),
    new Response(null, { status: 200 }),
  ]);
  for (const command of Object.values(COMMANDS)) {
    const done = await lastValueFrom(
      command(moderation(client, GROUP)).pipe(toArray()),
    );
    assertEquals(done, [true]);
  }
  assertEquals(lines, [
    `POST ${V3}/members/${DOV.id}/approval {"approval":true}`,
    `POST ${V3}/members/${DOV.id}/approval {"approval":false}`,
    `POST ${V2}/1093338870/destroy`,
    `POST ${V2}/1093338870/activate`,
  ]);
});

Deno.test("Applicant.approve() and deny(), and their operators, decide in order", async () => {
  const ids = ["1", "2", "3"];
  const { client, lines } = scripted([
    envelope(ids.map((id) => ({ ...DOV, id }))),
    envelope({}),
    envelope({}),
    refusal(404),
    envelope({}),
    envelope({}),
    envelope({}),
    envelope({}),
    envelope({}),
  ]);
  const [first, ...others] = await lastValueFrom(
    moderation(client, GROUP).pending(),
  );
  assertEquals(await lastValueFrom(first!.approve()), true);
  const approved = from([first!, ...others]).pipe(
    approve({ onError: (_, { id }) => [`gone: ${id}`] }),
    toArray(),
  );
  assertEquals(await lastValueFrom(approved), [true, "gone: 2", true]);
  assertEquals(await lastValueFrom(first!.deny()), true);
  const denied = from([first!, ...others]).pipe(deny(), toArray());
  assertEquals(await lastValueFrom(denied), [true, true, true]);
  const decision = (id: string, approval: boolean) =>
    `POST ${V3}/members/${id}/approval {"approval":${approval}}`;
  assertEquals(lines.slice(1), [
    decision("1", true),
    ...ids.map((id) => decision(id, true)),
    decision("1", false),
    ...ids.map((id) => decision(id, false)),
  ]);
});

Deno.test("Moderation.failures() tells who was not added, and when it is not known", async () => {
  const guid = "2f9f0b1c-5e0a-4c2b-8d4f-9a7c61d0be33-1";
  const { client, lines } = scripted([
    envelope({ members: [MARI], failed: [{ guid, code: 40301 }] }),
    envelope({
      members: [],
      failed: [
        { code: 40301 },
        null,
        {},
        { code: null },
        { guid: 5, code: { toString: 1, valueOf: 1 } },
        { code: "40301" },
      ],
    }),
    envelope({ members: [MARI] }),
    refusal(503),
    refusal(404),
  ], { retry: {} });
  const read = () => lastValueFrom(moderation(client, GROUP).failures("r-1"));
  assertEquals(await read(), [{ guid, code: 40301 }]);
  assertEquals(await read(), [
    { code: 40301 },
    { code: NaN },
    { code: NaN },
    { code: NaN },
    { code: 40301 },
  ]);
  assertEquals(await read(), []);
  await assertRejects(read, ResultsNotReady);
  await assertRejects(read, ResultsExpired);
  assertEquals(lines, lines.map(() => `GET ${V4}/members/results/r-1`));
  assertEquals(lines.length, 5);
});

Deno.test("Moderation.bar() refuses your own membership where it was listed", async () => {
  const { client, lines } = scripted([
    members({ ...MARI, user_id: "7305518" }),
    members(),
    envelope(null),
    envelope({ id: "7305518" }),
  ]);
  const here = moderation(client, GROUP);
  await lastValueFrom(here.list());
  await lastValueFrom(here.list("inactive"));
  // Whose membership it is cannot be known yet, and is not requested.
  assertEquals(await lastValueFrom(here.bar(MARI.id)), true);
  await lastValueFrom(client.user.getMe());
  const count = lines.length;
  assertThrows(() => here.bar(MARI.id), TypeError, "must not be your own");
  here.bar("1093338870");
  assertEquals(lines.length, count);
});

Deno.test("Moderation refuses what cannot be before any request", () => {
  const { client, lines } = scripted([]);
  const here = moderation(client, GROUP);
  assertThrows(() => moderation(client, ""), TypeError, "groupId");
  assertThrows(() => here.list("all" as "active"), TypeError, "filter");
  assertThrows(() => here.setRole(" ", "user"), TypeError, "membershipId");
  for (const role of ["owner", undefined]) {
    assertThrows(() => here.setRole("1", role as "user"), TypeError, "role");
  }
  assertThrows(() => here.approve(""), TypeError, "membershipId");
  assertThrows(() => here.deny(".."), TypeError, "membershipId");
  assertThrows(() => here.bar(""), TypeError, "membershipId");
  assertThrows(() => here.unbar(""), TypeError, "membershipId");
  assertThrows(() => here.failures(""), TypeError, "resultsId");
  assertEquals(lines, []);
});

Deno.test("Moderation errors with Unauthorized where you are no admin", async () => {
  const reads: Record<string, (here: Moderation) => Observable<unknown>> = {
    ...COMMANDS,
    "list()": (here) => here.list(),
    "setRole()": (here) => here.setRole("1", "admin"),
  };
  for (const read of Object.values(reads)) {
    const { client, lines } = scripted([refusal(401)], { retry: {} });
    await assertRejects(
      () => lastValueFrom(read(moderation(client, GROUP))),
      Unauthorized,
    );
    assertEquals(lines.length, 1);
  }
});

Deno.test("Moderation.approve() takes a 404 for done after a lost answer alone", async () => {
  for (const name of ["approve()", "deny()"]) {
    const lost = [new TypeError("connection reset"), refusal(404)];
    const { client, clock } = scripted(lost, { retry: {} });
    const command = COMMANDS[name]!(moderation(client, GROUP));
    assertEquals(await clock.until(lastValueFrom(command)), true);
    const gone = scripted([refusal(404)]);
    const other = COMMANDS[name]!(moderation(gone.client, GROUP));
    await assertRejects(() => lastValueFrom(other), NotFound);
  }
});

Deno.test("the commands of Moderation request nothing before subscription, and abort", async () => {
  const hanging = hangingClient();
  const here = moderation(hanging.client, GROUP);
  await assertCold(hanging, [
    here.list(),
    here.setRole("1", "admin"),
    here.pending(),
    here.failures("1"),
    ...Object.values(COMMANDS).map((command) => command(here)),
  ]);
});
