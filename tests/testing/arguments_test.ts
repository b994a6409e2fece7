import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { groupMeHandlers } from "@rxgroupme/client/testing/msw";
import {
  type FaultOptions,
  GroupMeSimulator,
  type GroupMeSimulatorOptions,
  VirtualClock,
} from "@rxgroupme/client/testing";

/** A value as somebody without the types passes it. */
function untyped<T>(value: unknown): T {
  return value as T;
}

const scheduler = new VirtualClock();
const simulator = new GroupMeSimulator({ scheduler });
const { me } = simulator;
const group = simulator.addGroup({ members: 2 });
const stranger = simulator.addUser();
const bot = simulator.addBot(group);
const message = simulator.inject(group, { text: "low tide" });
const author = message.sender_id;
const tomorrow = new Date(scheduler.now() + 86_400_000);
const poll = group.addPoll({ subject: "Which?", options: ["a", "b"] });
const never = new Date(NaN);

function simulate(options: object): () => unknown {
  return () => new GroupMeSimulator(untyped<GroupMeSimulatorOptions>(options));
}

function fault(options: object): () => unknown {
  return () => simulator.fault(untyped<FaultOptions>(options));
}

/** Calls that must be refused, by the words of their error. */
const cases: Record<string, readonly (() => unknown)[]> = {
  "'seed'": [simulate({ seed: NaN }), simulate({ seed: "x" })],
  "'scheduler.now'": [simulate({ scheduler: {} })],
  "'latency'": [simulate({ latency: -1 }), simulate({ latency: NaN })],
  "'membershipDelay'": [simulate({ membershipDelay: -1 })],
  "'mediaDelay'": [simulate({ mediaDelay: NaN })],
  "'pushTimeout'": [simulate({ pushTimeout: -1 })],
  "'pageCap'": [simulate({ pageCap: 0 }), simulate({ pageCap: 201 })],
  "'shortPages'": [simulate({ shortPages: 1.1 })],
  "'irregularIds'": [simulate({ irregularIds: -0.1 })],
  "'deletedAnchors'": [simulate({ deletedAnchors: "x" })],
  "'directAfterId'": [simulate({ directAfterId: "x" })],
  "'chatUserIds'": [simulate({ chatUserIds: "x" })],
  "'origin'": [
    simulate({ origin: "localhost" }),
    simulate({ origin: "localhost:8000" }),
    simulate({ origin: "http://localhost:8000/" }),
  ],
  "'onCallback'": [simulate({ onCallback: 3 })],
  "'name'": [
    simulate({ name: 5 }),
    () => simulator.addUser({ name: untyped(5) }),
    () => simulator.addGroup({ name: untyped(5) }),
    () => simulator.addBot(group, { name: untyped(5) }),
    () => group.addTopic({ name: untyped(5) }),
  ],
  "'description'": [
    () => simulator.addGroup({ description: untyped(5) }),
  ],
  "'type'": [
    () => simulator.addGroup({ type: "secret" }),
    () => group.addTopic({ type: "closed" }),
  ],
  "'visibility'": [() => simulator.addGroup({ visibility: "x" })],
  "'messageEditPeriod'": [
    () => simulator.addGroup({ messageEditPeriod: -1 }),
    () => group.addTopic({ messageEditPeriod: NaN }),
  ],
  "'members'": [
    () => simulator.addGroup({ members: -1 }),
    () => simulator.addGroup({ members: 1.5 }),
  ],
  "'imageEvery'": [
    () => simulator.addGroup({ history: { count: 1, imageEvery: -1 } }),
  ],
  "'likeEvery'": [
    () => simulator.addGroup({ history: { count: 1, likeEvery: 0.5 } }),
  ],
  "'irregularEvery'": [
    () => simulator.addGroup({ history: { count: 1, irregularEvery: NaN } }),
  ],
  "no id 1": [
    () => simulator.addGroup({ owner: "1" }),
    () => simulator.addGroup({ members: ["1"] }),
    () => simulator.addChat("1"),
    () => simulator.addBot(group, { owner: "1" }),
  ],
  "the same user": [() => simulator.addChat(me)],
  "no group 1": [() => simulator.addBot("1")],
  "'callbackUrl'": [() => simulator.addBot(group, { callbackUrl: "hook" })],
  "'reference'": [
    () => simulator.inject(untyped(undefined)),
    () => simulator.addChat(untyped({})),
  ],
  "no conversation 1": [() => simulator.inject("1")],
  "is not in": [
    () => group.readBy(stranger),
    () => group.addPoll({ subject: "a", options: ["b", "c"], owner: stranger }),
  ],
  "no such bot": [
    () => simulator.inject(group, { botId: "x" }),
    () => simulator.inject(simulator.addGroup(), { botId: bot.botId }),
  ],
  "'botId'": [
    () => simulator.inject(group, { userId: me.id, botId: bot.botId }),
  ],
  "no user 1": [() => simulator.inject(group, { userId: "1" })],
  "'visibleAfter'": [() => simulator.inject(group, { visibleAfter: -1 })],
  "it does nothing": [fault({}), fault({ match: { method: "GET" } })],
  "both status and hang": [fault({ status: 500, hang: true })],
  "'status'": [
    fault({ status: 99 }),
    fault({ status: 600 }),
    () => simulator.rateLimit({ requests: 1, perMs: 1, status: untyped(500) }),
  ],
  "'times'": [
    fault({ status: 500, times: 0 }),
    fault({ status: 500, times: NaN }),
  ],
  "'probability'": [fault({ status: 500, probability: 2 })],
  "'forMs'": [
    fault({ status: 500, forMs: -1 }),
    () => simulator.outage(-1),
    () => simulator.outage(NaN),
  ],
  "'delay'": [fault({ delay: -1 })],
  "'truncate'": [fault({ truncate: "x" })],
  "'match'": [fault({ status: 500, match: { paths: /x/ } })],
  "'match.path'": [fault({ status: 500, match: { path: "groups" } })],
  "'headers'": [fault({ delay: 1, headers: { "retry-after": "1" } })],
  "'cors'": [fault({ connectionError: true, cors: false })],
  "'processed'": [fault({ delay: 1, processed: true })],
  "'requests'": [() => simulator.rateLimit({ requests: -1, perMs: 1 })],
  "'perMs'": [() => simulator.rateLimit({ requests: 1, perMs: 0 })],
  "'retryAfter'": [
    () => simulator.rateLimit({ requests: 1, perMs: 1, retryAfter: -1 }),
  ],
  "index is": [() => group.idAt(-1), () => group.idAt(0.5)],
  "no message 1": [
    () => group.readBy(me, "1"),
    () => group.pinBy(me, "1"),
  ],
  "'text.length'": [
    () => group.editBy(author, message.id, ""),
    () => group.editBy(author, message.id, "x".repeat(1001)),
  ],
  "takes no x": [() => group.reactBy(me, message.id, "x")],
  "count is": [() => group.setUnread(-1)],
  "'subject.length'": [
    () => group.addPoll({ subject: "", options: ["a", "b"] }),
  ],
  "'options'": [
    () => group.addPoll({ subject: "a", options: ["b"] }),
    () => group.addPoll({ subject: "a", options: ["b", " "] }),
  ],
  "'expiresAt'": [
    () =>
      group.addPoll({ subject: "a", options: ["b", "c"], expiresAt: never }),
    () =>
      group.addPoll({
        subject: "a",
        options: ["b", "c"],
        expiresAt: new Date(scheduler.now()),
      }),
  ],
  "'optionIds'": [() => poll.vote(me, "3"), () => poll.vote(me, "1", "2")],
  "'startAt'": [
    () => group.addEvent({ name: "a", startAt: never }),
    () => group.addEvent({ name: "a", startAt: untyped(undefined) }),
  ],
  "'endAt'": [
    () => group.addEvent({ name: "a", startAt: tomorrow, endAt: never }),
  ],
  "Cannot use the event": [
    () => group.addEvent({ name: "", startAt: tomorrow }),
    () => group.addEvent({ name: "a", startAt: tomorrow, endAt: new Date(0) }),
    () => group.addEvent({ name: "a", startAt: tomorrow, reminders: [7] }),
  ],
  "Cannot apply": [
    () => group.addApplicant(me),
    () => group.addApplicant({ ...stranger, id: "1" }),
  ],
  "'simulator'": [
    () => groupMeHandlers(untyped(undefined)),
    () => groupMeHandlers(untyped({ fetch: 1 })),
  ],
  "'start'": [
    () => new VirtualClock({ start: NaN }),
    () => new VirtualClock({ start: -1 }),
  ],
  "'channel'": [() => simulator.push.publish("/direct_message/1+2", {})],
};

for (const [words, calls] of Object.entries(cases)) {
  for (const [index, call] of calls.entries()) {
    Deno.test(`lib/testing tells of wrong arguments: ${words}, ${index + 1}`, () => {
      assertThrows(call, Error, words);
    });
  }
}

Deno.test("GroupMeSimulator.vote() is refused once the poll is over", () => {
  const over = group.addPoll({ subject: "Which?", options: ["a", "b"] });
  over.vote(me, "1");
  over.end();
  assertThrows(() => over.vote(me, "2"), RangeError, "the poll is over");
});

Deno.test("VirtualClock.until() refuses a limit below 0", async () => {
  const open = new Promise<void>(() => {});
  const call = () => new VirtualClock().until(open, -1);
  await assertRejects(call, RangeError, "'limit'");
});

Deno.test("GroupMeSimulator can be served below a path", () => {
  const origin = "http://127.0.0.1:8787/stages/1";
  const { me } = new GroupMeSimulator({ origin, scheduler });
  assertEquals(me.name, "Ines Calder");
});
