import { assertEquals, assertRejects } from "@std/assert";
import {
  BadResponse,
  Client,
  Forbidden,
  NotFound,
  ResultsNotReady,
  Unauthorized,
} from "@rxgroupme/client";
import {
  approve,
  deny,
  joining,
  type MemberChange,
  memberChanges,
  moderation,
} from "@rxgroupme/client/membership";
import { push } from "@rxgroupme/client/push";
import type { GroupOptions, SimulatedUser } from "@rxgroupme/client/testing";
import { concatAll, lastValueFrom, toArray } from "rxjs";
import { world } from "../support/world.ts";

const QUESTION = { type: "join_reason/questions/text", text: "Which pier?" };
const ASKING = {
  requiresApproval: true,
  showJoinQuestion: true,
  joinQuestion: QUESTION,
};

/** One's own group with Mari in it, while Dov is not. */
function town(options: GroupOptions = {}) {
  const { client, clock, simulator } = world();
  const mari = simulator.addUser({ name: "Mari" });
  const dov = simulator.addUser({ name: "Dov" });
  const group = simulator.addGroup({
    name: "Crew",
    members: [mari],
    ...options,
  });
  const clientOf = ({ token }: SimulatedUser) =>
    new Client({ token, fetch: simulator.fetch, scheduler: clock });
  return {
    client,
    clock,
    group,
    mari,
    dov,
    asMari: clientOf(mari),
    asDov: clientOf(dov),
    here: moderation(client, group.id),
    shareToken: group.shareToken ?? "",
  };
}

Deno.test("joining a group that asks a question goes from its preview to an approval", async () => {
  const { group, here, mari, dov, asMari, asDov, shareToken } = town(ASKING);
  const groups = joining(asDov);
  const preview = await lastValueFrom(groups.preview(group.id, shareToken));
  assertEquals(
    [preview.id, preview.name, preview.membersCount, preview.question],
    [group.id, "Crew", 2, "Which pier?"],
  );
  const bare = await lastValueFrom(groups.preview(group.id));
  assertEquals([bare.requiresApproval, bare.topicsCount], [true, 0]);
  await assertRejects(
    () => lastValueFrom(groups.preview(group.id, "wrong123")),
    NotFound,
  );
  const join = (answer?: string) =>
    lastValueFrom(groups.join(group.id, shareToken, { answer }));
  assertEquals((await assertRejects(join, BadResponse)).code, 40016);
  const { state, group: filed } = await join("pier 4");
  assertEquals([state, filed.name, filed.members], ["requested", "Crew", []]);
  const stateOf = async () =>
    (await lastValueFrom(groups.states())).get(group.id);
  assertEquals(await stateOf(), "pending");
  const [sent] = await lastValueFrom(groups.sent());
  assertEquals([sent?.id, sent?.name, sent?.membersCount], [
    group.id,
    "Crew",
    2,
  ]);
  // Any member may look, and admins alone decide.
  const others = moderation(asMari, group.id);
  const [applicant] = await lastValueFrom(others.pending());
  assertEquals(
    [applicant?.userId, applicant?.question, applicant?.answer],
    [dov.id, "Which pier?", "pier 4"],
  );
  await assertRejects(
    () => lastValueFrom(others.approve(applicant?.id ?? "")),
    Unauthorized,
  );
  const approved = here.pending().pipe(concatAll(), approve(), toArray());
  assertEquals(await lastValueFrom(approved), [true]);
  assertEquals(await stateOf(), "active");
  assertEquals(await lastValueFrom(groups.sent()), []);
  assertEquals((await join()).state, "already");
  const members = await lastValueFrom(here.list());
  assertEquals(
    members.map(({ userId }) => userId).slice(1),
    [mari.id, dov.id],
  );
});

Deno.test("an application is denied, or taken back by who waits", async () => {
  const { group, here, asDov, shareToken } = town({ requiresApproval: true });
  group.addApplicant();
  const groups = joining(asDov);
  await lastValueFrom(groups.join(group.id, shareToken));
  assertEquals((await lastValueFrom(here.pending())).length, 2);
  assertEquals(await lastValueFrom(groups.revoke(group.id)), true);
  assertEquals((await lastValueFrom(groups.states())).size, 0);
  const denied = here.pending().pipe(concatAll(), deny(), toArray());
  assertEquals(await lastValueFrom(denied), [true]);
  assertEquals(await lastValueFrom(here.pending()), []);
});

Deno.test("Joining.watch() shows an approval, which nothing is pushed of", async () => {
  const { clock, group, here, asDov, shareToken } = town({
    requiresApproval: true,
  });
  const groups = joining(asDov);
  await lastValueFrom(groups.join(group.id, shareToken));
  const seen: (string | undefined)[] = [];
  const watching = groups.watch({ interval: 60_000 })
    .subscribe((states) => seen.push(states.get(group.id)));
  await clock.advance(60_000);
  await lastValueFrom(here.pending().pipe(concatAll(), approve()));
  await clock.advance(60_000);
  watching.unsubscribe();
  assertEquals([seen, clock.pending], [["pending", "active"], 0]);
});

Deno.test("a member who is barred cannot come back until the bar is lifted", async () => {
  const { group, here, dov, asDov, shareToken } = town();
  const groups = joining(asDov);
  const join = () => lastValueFrom(groups.join(group.id, shareToken));
  const { state, group: joined } = await join();
  assertEquals(state, "joined");
  assertEquals(await lastValueFrom(joined.leave()), true);
  const [former] = await lastValueFrom(here.list("inactive"));
  assertEquals([former?.userId, former?.data.state], [dov.id, "exited"]);
  assertEquals(await lastValueFrom(here.bar(former?.id ?? "")), true);
  // Repeating it changes nothing.
  assertEquals(await lastValueFrom(here.bar(former?.id ?? "")), true);
  const states = await lastValueFrom(groups.states());
  assertEquals(states.get(group.id), "exited_removed");
  assertEquals((await assertRejects(join, Forbidden)).code, 40121);
  assertEquals(await lastValueFrom(here.unbar(former?.id ?? "")), true);
  assertEquals((await join()).state, "joined");
});

Deno.test("Moderation.failures() tells who could not be added", async () => {
  const { client, clock, group, dov, here } = town();
  const request = await lastValueFrom(
    client.groups.memberships(group.id).addMultiple(
      { nickname: "Dov", userId: dov.id },
      { nickname: "Nobody", userId: "17", guid: "g-1" },
    ),
  );
  const failures = () => lastValueFrom(here.failures(request.resultsId));
  await assertRejects(failures, ResultsNotReady);
  await clock.advance(60_000);
  assertEquals(await failures(), [{ guid: "g-1", code: 40301 }]);
});

Deno.test("memberChanges() reads the same from the history and from push", async () => {
  const { client, clock, group, mari, dov, asMari, asDov, here, shareToken } =
    town();
  const pushed: MemberChange[] = [];
  const pushing = push(client).events({ groupId: group.id })
    .pipe(memberChanges())
    .subscribe((change) => pushed.push(change));
  const toDov: MemberChange[] = [];
  const telling = push(asDov).events().pipe(memberChanges())
    .subscribe((change) => toDov.push(change));
  await clock.advance(1_000);
  const run = <T>(it: Parameters<typeof lastValueFrom<T>>[0]) =>
    clock.until(lastValueFrom(it));
  const members = await run(here.list());
  const [, marisId = ""] = members.map(({ id }) => id);
  assertEquals(members.map(({ isOwner }) => isOwner), [true, false]);
  const admin = await run(here.setRole(marisId, "admin"));
  assertEquals(admin.roles, ["admin"]);
  await run(here.setRole(marisId, "user"));
  await assertRejects(
    () => run(moderation(asMari, group.id).setRole(marisId, "admin")),
    Unauthorized,
  );
  const { group: joined } = await run(
    joining(asDov).join(group.id, shareToken),
  );
  await run(joined.updateMembership({ nickname: "Dov A", avatarUrl: "x" }));
  await run(joined.leave());
  await run(joined.rejoin());
  const [, , { id: dovsId = "" } = {}] = await run(here.list());
  await run(client.groups.memberships(group.id).remove(dovsId));
  await run(
    client.groups.memberships(group.id).add({
      nickname: "Dov",
      userId: dov.id,
    }),
  );
  await clock.advance(60_000);
  await run(client.groups.changeOwners(group.id, mari.id));
  const changes = await run(
    client.groups.messages(group.id).listAllAfter("0").pipe(
      memberChanges(),
      toArray(),
    ),
  );
  const me = await run(client.user.id);
  const told = ({ type, userIds, by, role, nickname }: MemberChange) =>
    [type, ...userIds, by, role ?? nickname].join(" ").trim();
  assertEquals(changes.map(told), [
    `role ${mari.id} ${me} admin`,
    `role ${mari.id} ${me} user`,
    `joined ${dov.id} ${dov.id}`,
    `avatar ${dov.id} ${dov.id}`,
    `nickname ${dov.id} ${dov.id} Dov A`,
    `left ${dov.id} ${dov.id}`,
    `rejoined ${dov.id} ${dov.id}`,
    `removed ${dov.id} ${me}`,
    `added ${dov.id} ${me}`,
    `owner ${mari.id} ${me}`,
  ]);
  assertEquals(changes.every(({ groupId }) => groupId === group.id), true);
  await clock.advance(1_000);
  assertEquals(pushed.map(told), changes.map(told));
  // Who is added is told so once, though GroupMe pushes it in two ways.
  assertEquals(toDov.filter(({ type }) => type === "added").length, 1);
  pushing.unsubscribe();
  telling.unsubscribe();
  await clock.advance(60_000);
});
