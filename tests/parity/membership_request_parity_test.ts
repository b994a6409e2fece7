import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import {
  Member,
  MembershipRequest,
  ResultsExpired,
  ResultsNotReady,
} from "@rxgroupme/client";
import { myGroup, servedUserIds } from "./group_support.ts";
import { idsOf, last } from "./message_support.ts";
import { row } from "./row.ts";

/** How long the server takes, in ms. */
const DELAY = 1_000;
/** How long it keeps results, in ms. */
const LIFE = 3_600_000;

/** Asks for one user who can be added, and for one who cannot. */
async function asked(membershipDelay = DELAY) {
  const here = await myGroup({ membershipDelay });
  const dov = here.simulator.addUser();
  const added = { nickname: "Dov", userId: dov.id, guid: "g1" };
  const failed = { nickname: "Nobody", userId: "404", guid: "g2" };
  const { memberships } = here.group;
  const request = await last(here, memberships.addMultiple(added, failed));
  here.sent.length = 0;
  return { ...here, dov, added, failed, memberships, request };
}

/** The same, once the server is done. */
async function answered() {
  const here = await asked();
  await here.clock.advance(DELAY);
  const data = await last(
    here,
    here.memberships.check(here.request.resultsId),
  );
  here.sent.length = 0;
  return { ...here, data };
}

row(
  "MembershipRequest",
  "MembershipRequest",
  "",
  async () => {
    const here = await asked();
    assertInstanceOf(here.request, MembershipRequest);
    const { simulator: { me }, other, group: { id } } = here;
    assertEquals(await servedUserIds(here, id), [me.id, other.id]);
    await last(here, here.request.poll());
    const ids = [me.id, other.id, here.dov.id];
    assertEquals(await servedUserIds(here, id), ids);
  },
);

row(
  "MembershipRequest.Results",
  "Results",
  "An interface; take it apart by its names: { members, failures }.",
  async () => {
    const here = await asked();
    const { members, failures } = await last(here, here.request.poll());
    assertEquals([members.length, failures.length], [1, 1]);
  },
);

row(
  "MembershipRequest.Results.failures",
  "results.failures",
  "",
  async () => {
    const here = await asked();
    const { failures } = await last(here, here.request.poll());
    assertEquals(failures, [here.failed]);
  },
);

row(
  "MembershipRequest.Results.members",
  "results.members",
  "",
  async () => {
    const here = await asked();
    const { members: [member, ...more] } = await last(
      here,
      here.request.poll(),
    );
    assertInstanceOf(member, Member);
    assertEquals([member.userId, more], [here.dov.id, []]);
    await last(here, member.remove());
    const ids = await servedUserIds(here, here.group.id);
    assertEquals(ids, [here.simulator.me.id, here.other.id]);
  },
);

row(
  "MembershipRequest.check_if_ready",
  "request.checkIfReady()",
  "Emits whether. ResultsExpired where they are gone.",
  async () => {
    const here = await asked();
    const { request } = here;
    assertEquals(await last(here, request.checkIfReady()), false);
    await here.clock.advance(DELAY);
    assertEquals(await last(here, request.checkIfReady()), true);
    const { failures } = await last(here, request.get());
    assertEquals(failures, [here.failed]);
    await here.clock.advance(LIFE);
    await assertRejects(
      () => last(here, request.checkIfReady()),
      ResultsExpired,
    );
  },
);

row(
  "MembershipRequest.get",
  "request.get()",
  "Asks the server, unless the results were seen.",
  async () => {
    const here = await asked();
    const { request } = here;
    const get = () => last(here, request.get());
    await assertRejects(get, ResultsNotReady);
    await here.clock.advance(DELAY);
    const results = await get();
    assertEquals(results.members[0]?.userId, here.dov.id);
    assertStrictEquals(await get(), results);
    assertEquals(here.sent.length, 2);
    const late = await asked();
    await late.clock.advance(LIFE);
    await assertRejects(() => last(late, late.request.get()), ResultsExpired);
  },
);

row(
  "MembershipRequest.get_failed_requests",
  "request.getFailedRequests(results)",
  "An array; results are those of memberships.check().",
  async () => {
    const { request, data, added, failed } = await answered();
    assertEquals(request.getFailedRequests(data), [failed]);
    assertEquals(request.getFailedRequests([]), [added, failed]);
  },
);

row(
  "MembershipRequest.get_new_members",
  "request.getNewMembers(results)",
  "An array; results are those of memberships.check().",
  async () => {
    const here = await answered();
    const [member, ...more] = here.request.getNewMembers(here.data);
    assertInstanceOf(member, Member);
    assertEquals([member.userId, more], [here.dov.id, []]);
    const group = await last(here, here.client.groups.get(here.group.id));
    assert(idsOf(group.members).includes(member.id));
  },
);

row(
  "MembershipRequest.is_ready",
  "request.isReady({ check })",
  "",
  async () => {
    const here = await asked();
    const { request } = here;
    const isReady = (check?: boolean) => last(here, request.isReady({ check }));
    assertEquals(await isReady(), false);
    await here.clock.advance(DELAY);
    here.sent.length = 0;
    assertEquals(await isReady(false), false);
    assertEquals(here.sent.length, 0);
    assertEquals(await isReady(), true);
    assertEquals(await isReady(false), true);
    assertEquals(await isReady(), true);
    assertEquals(here.sent.length, 1);
  },
);

row(
  "MembershipRequest.poll",
  "request.poll({ timeout, interval })",
  "In ms. Looks at once, and does not block.",
  async () => {
    const here = await asked(5_000);
    const { clock, request } = here;
    const start = clock.now();
    const slow = () => last(here, request.poll({ timeout: 3_000 }));
    await assertRejects(slow, ResultsNotReady);
    assertEquals(clock.now() - start, 3_000);
    const looks = here.sent.length;
    assertEquals(looks, 2);
    const results = await last(here, request.poll({ interval: 500 }));
    assertEquals(results.members[0]?.userId, here.dov.id);
    assertEquals([clock.now() - start, here.sent.length], [5_000, looks + 5]);
    const late = await asked();
    await late.clock.advance(LIFE);
    await assertRejects(() => last(late, late.request.poll()), ResultsExpired);
  },
);

row(
  "MembershipRequest.requests",
  "request.requests",
  "",
  async () => {
    const { request, added, failed } = await asked();
    assertEquals(request.requests, [added, failed]);
  },
);

row(
  "MembershipRequest.results",
  "request.get()",
  "Emits those that were seen, without a request; else asks for them.",
  async () => {
    const here = await asked();
    const results = await last(here, here.request.poll());
    here.simulator.resetRequests();
    assertStrictEquals(await last(here, here.request.get()), results);
    assertEquals(here.simulator.requests.length, 0);
  },
);

row(
  "MembershipRequest.results_id",
  "request.resultsId",
  "",
  async () => {
    const here = await asked();
    const { resultsId } = here.request;
    await here.clock.advance(DELAY);
    const [data] = await last(here, here.memberships.check(resultsId));
    assertEquals(data?.user_id, here.dov.id);
  },
);

row(
  "MembershipRequest.group_id",
  "request.groupId",
  "",
  async () => {
    const { request, group } = await asked();
    assertEquals(request.groupId, group.id);
  },
);
