import { assertEquals } from "@std/assert";
import type { AnyMessage, GenericMessage } from "@rxgroupme/client";
import { calendarChanges } from "@rxgroupme/client/calendar";
import { changes } from "@rxgroupme/client/changes";
import { memberChanges } from "@rxgroupme/client/membership";
import { pollChanges } from "@rxgroupme/client/polls";
import { push, type PushEvent } from "@rxgroupme/client/push";
import type {
  SimulatedEvent,
  SimulatedGroup,
  SimulatedPoll,
} from "@rxgroupme/client/testing";
import { topicChanges } from "@rxgroupme/client/topics";
import {
  defer,
  filter,
  from,
  lastValueFrom,
  map,
  merge,
  type Observable,
  of,
  repeat,
  Subject,
  takeUntil,
  toArray,
} from "rxjs";
import type { WireEvent } from "../../../lib/testing/model/wire.ts";
import { toObject } from "../../../lib/wire/json.ts";
import { oneOf, type Random, randomOf, seedOf } from "../../support/mutate.ts";
import { watch } from "../../support/watch.ts";
import { type World, world } from "../../support/world.ts";

const SCHEDULES = 250;

/** The things of a group that a schedule has made so far. */
interface Made {
  readonly group: SimulatedGroup;
  readonly polls: SimulatedPoll[];
  readonly events: SimulatedEvent[];
}

/** What happens in a group, each with the notice that tells of it. */
const DEEDS: readonly ((made: Made, here: World, random: Random) => void)[] = [
  ({ group }) => void group.addTopic({ name: "gear" }),
  // The same words twice are two changes.
  ({ group }, { simulator }) => {
    const data = { subgroup_id: 7, subgroup_topic: "nets", user: { id: 5 } };
    const event = { type: "group.subgroup_name_change", data };
    simulator.inject(group, { isSystem: true, event });
  },
  ({ group, polls }) =>
    void polls.push(group.addPoll({ subject: "Pier?", options: ["4", "9"] })),
  ({ polls }) => polls.pop()?.end(),
  ({ group, events }, { clock }) => {
    const startAt = new Date(clock.now() + 86_400_000);
    events.push(group.addEvent({ name: "Night count", startAt }));
  },
  // Going, not going and going again are three changes.
  ({ events, group }, _here, random) => {
    const [event = events[0]] = events.slice(-1);
    const [me = ""] = group.memberIds;
    for (const going of [true, false, true]) event?.rsvp(me, going);
    event?.update({ name: `Count ${random()}` });
  },
  ({ events }) => events.pop()?.cancel(),
  ({ group }, { simulator }) => void simulator.inject(group),
  ({ group }, { simulator }) => {
    const data = { user: { id: 5 }, name: "Mari Q" };
    const event = { type: "membership.nickname_changed", data };
    simulator.inject(group, { isSystem: true, event });
  },
  // The same text in the same second, and then in another one.
  ({ group }, { simulator }, random) => {
    const { id } = simulator.inject(group, { userId: simulator.me.id });
    for (const text of ["six", "seven", "six"]) {
      group.editBy(simulator.me, id, text);
    }
    if (random() < 0.5) group.pinBy(simulator.me, id);
    if (random() < 0.5) group.deleteBy(simulator.me, id);
  },
];

/** A change in few words: its kind, and the id of what it is about. */
const telling = map((change: object) => {
  const { type, topicId, pollId, eventId, messageId, userIds }: {
    readonly [field: string]: unknown;
  } = { ...change };
  return `${type} ${topicId ?? pollId ?? eventId ?? messageId ?? userIds}`;
});

/** The operators, and the changes that the notices of a type are, in few words. */
const OPERATORS: readonly {
  readonly name: keyof typeof NOTICE;
  readonly tell: (
    source: Observable<GenericMessage | PushEvent>,
  ) => Observable<string>;
  readonly pattern: RegExp;
  readonly idOf: (data: WireEvent["data"]) => unknown;
}[] = [
  {
    name: "topicChanges",
    tell: (source) => source.pipe(topicChanges(), telling),
    pattern: /^group\.subgroup_(created|name)(?:_change)?$/,
    idOf: ({ subgroup_id }) => subgroup_id,
  },
  {
    name: "pollChanges",
    tell: (source) => source.pipe(pollChanges(), telling),
    pattern: /^poll\.(created|finished)$/,
    idOf: ({ poll }) => toObject(poll).id,
  },
  {
    name: "calendarChanges",
    tell: (source) => source.pipe(calendarChanges(), telling),
    pattern:
      /^calendar\.event\.(?:user\.)?(created|updated|cancelled|going|not_going)$/,
    idOf: ({ event }) => toObject(event).id,
  },
  {
    name: "memberChanges",
    tell: (source) => source.pipe(memberChanges(), telling),
    pattern: /^membership\.(nickname)_changed$/,
    idOf: ({ user }) => toObject(user).id,
  },
  {
    name: "changes",
    // A removal is told once more when its deleter is known.
    tell: (source) =>
      source.pipe(changes(), filter(({ by }) => by !== undefined), telling),
    pattern: /^message\.(update|deleted|pinned)$/,
    idOf: ({ message_id }) => message_id,
  },
];

/** The library's words, where they are not those of a notice's type. */
const WORDS: { readonly [word: string]: string } = {
  not_going: "notGoing",
  update: "edited",
  deleted: "removed",
};

/** A type of notice for each operator. */
const NOTICE = {
  topicChanges: "group.subgroup_created",
  pollChanges: "poll.finished",
  calendarChanges: "calendar.event.updated",
  memberChanges: "membership.announce.joined",
  changes: "message.pinned",
};

/** The data of each of those notices. */
const DATA = {
  subgroup_id: 1,
  poll: { id: 1 },
  event: { id: 1 },
  user: { id: 1 },
  message_id: "1",
  pinned_by: "1",
};

/** What the sources brought, and the notices that GroupMe wrote. */
interface Schedule {
  readonly items: readonly (AnyMessage | PushEvent)[];
  readonly notices: readonly WireEvent[];
}

/** Everything that overlapping sources bring in one schedule, in its order. */
async function schedule(random: Random): Promise<Schedule> {
  const here = world();
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ members: 2, history: 3 });
  const made: Made = { group, polls: [], events: [] };
  const notices: WireEvent[] = [];
  simulator.changes.subscribe((change) => {
    if (change.type === "message" && change.message.event) {
      notices.push(change.message.event);
    }
  });
  const messages = client.groups.messages(group.id);
  const since = simulator.inject(group).id;
  const live = push(client);
  const again = new Subject<void>();
  // Each run of a tail reads from the same message on: all overlap.
  const tail = (via?: typeof live) =>
    defer(() => messages.tail({ since, via })).pipe(takeUntil(again), repeat());
  const sources: Observable<AnyMessage | PushEvent>[] = [
    tail(),
    tail(live),
    client.tail(),
    live.events(),
    live.events({ groupId: group.id }),
  ];
  sources.sort(() => random() - 0.5);
  // One that reads all of it must be there: push alone is not certain.
  const chosen = sources.slice(Math.floor(random() * sources.length));
  using seen = watch(merge(tail(), ...chosen));
  await clock.advance(2_000);
  simulator.fault({ connectionError: true, probability: 0.1 });
  simulator.fault({ delay: 1_500, probability: 0.2 });
  for (let step = 0; step < 12; step++) {
    oneOf(DEEDS, random)(made, here, random);
    const chance = random();
    if (chance < 0.1) simulator.push.drop();
    else if (chance < 0.2) simulator.push.forget();
    else if (chance < 0.3) simulator.outage(random() * 30_000);
    else if (chance < 0.4) again.next();
    if (random() < 0.7) await clock.advance(Math.floor(random() * 20_000));
  }
  simulator.clearFaults();
  await clock.advance(200_000);
  assertEquals(seen.error, undefined);
  return { items: seen.values, notices };
}

Deno.test(`${OPERATORS.length} operators over notices tell each change once where tails and push are merged, in ${SCHEDULES} random schedules`, async () => {
  const seed = seedOf("merged sources", 20_261_128);
  const totals: number[] = [];
  for (let n = 0; n < SCHEDULES; n++) {
    const random = randomOf(seed + n);
    const { items, notices } = await schedule(random);
    const shuffled = items.toSorted(() => random() - 0.5);
    for (const [i, { tell, pattern, idOf }] of OPERATORS.entries()) {
      const expected = notices.flatMap(({ type, data }) => {
        const [, word] = pattern.exec(type) ?? [];
        return word ? [`${WORDS[word] ?? word} ${idOf(data)}`] : [];
      }).toSorted();
      for (const order of [items, shuffled]) {
        const told = await lastValueFrom(tell(from(order)).pipe(toArray()));
        assertEquals(told.toSorted(), expected, `schedule ${n}`);
      }
      totals[i] = (totals[i] ?? 0) + expected.length;
    }
  }
  console.log(`${OPERATORS.map(({ name }) => name)}: ${totals}`);
});

for (const { name, tell } of OPERATORS) {
  const memory = name === "changes" ? 100 : 1_000;
  Deno.test(`${name}() forgets a notice after ${memory} others, and tells each one without an id`, async () => {
    const { source } = world().client.groups.messages("1");
    const notice = (id?: string) =>
      source.read({
        id,
        system: true,
        event: { type: NOTICE[name], data: DATA },
      });
    const ids = Array.from({ length: memory + 1 }, (_, n) => `${n + 1}`);
    const count = async (...told: readonly (string | undefined)[]) =>
      (await lastValueFrom(tell(from(told.map(notice))).pipe(toArray())))
        .length;
    assertEquals(await count(...ids, "2", `${memory + 1}`), memory + 1);
    assertEquals(await count(...ids, "1"), memory + 2);
    // Of equal ones without an id, `changes()` tells those of one second once.
    assertEquals(await count(undefined, undefined), name === "changes" ? 1 : 2);
  });

  Deno.test(`${name}() remembers nothing of another subscription`, async () => {
    const { source } = world().client.groups.messages("1");
    const event = { type: NOTICE[name], data: DATA };
    const told = tell(of(source.read({ id: "1", system: true, event })));
    assertEquals(await lastValueFrom(told), await lastValueFrom(told));
  });
}
