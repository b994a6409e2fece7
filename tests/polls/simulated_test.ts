import { assert, assertEquals, assertRejects } from "@std/assert";
import {
  BadResponse,
  Client,
  Forbidden,
  NotFound,
  PollAttachment,
} from "@rxgroupme/client";
import { pollChanges, polls, vote } from "@rxgroupme/client/polls";
import { firstValueFrom, lastValueFrom, toArray } from "rxjs";
import { watch } from "../support/watch.ts";
import { WAYS, world } from "../testing/ask.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** You and Mari, each with a client, in a group. */
function start(way: typeof WAYS[number]) {
  const { clock, simulator, fetch } = world({}, way);
  const mari = simulator.addUser({ name: "Mari" });
  const group = simulator.addGroup({ members: [mari] });
  const clientOf = (token: string) =>
    new Client({ token, fetch, scheduler: clock, retry: false });
  const client = clientOf(simulator.token);
  const settings = {
    subject: "Which pier?",
    options: ["Four", "Nine"],
    expiresAt: new Date(clock.now() + 3 * HOUR_MS),
  };
  return {
    ...{ clock, simulator, group, mari, client, settings },
    hers: clientOf(mari.token),
    foreign: clientOf(simulator.addUser().token),
  };
}

for (const way of WAYS) {
  Deno.test(`Polls.create() announces a poll, in which each may vote, over ${way}`, async () => {
    const { client, hers, group, mari, simulator, settings } = start(way);
    const here = polls(client, group.id);
    const asked = await firstValueFrom(here.create(settings));
    assertEquals(
      [asked.isOpen, asked.ownerId, asked.conversationId, asked.myVotes],
      [true, simulator.me.id, group.id, []],
    );
    assertEquals(asked.expiresAt, settings.expiresAt);
    const [message] = await firstValueFrom(
      client.groups.messages(group.id).list(),
    );
    const [attachment] = message?.attachments ?? [];
    assert(attachment instanceof PollAttachment);
    assertEquals(attachment.pollId, asked.id);

    const hersHere = polls(hers, group.id);
    await firstValueFrom(hersHere.vote(asked, ["1"]));
    await firstValueFrom(asked.vote("1"));
    const moved = await firstValueFrom(asked.vote("2"));
    assertEquals(moved.myVotes, ["2"]);
    assertEquals(moved.options, [
      { id: "1", title: "Four", votes: 1, voterIds: [mari.id] },
      { id: "2", title: "Nine", votes: 1, voterIds: [simulator.me.id] },
    ]);
    const read = await firstValueFrom(hersHere.get(asked.id));
    assertEquals([read.myVotes, read.options], [["1"], moved.options]);
    assertEquals(
      (await firstValueFrom(here.list())).map(({ data }) => data),
      [moved.data],
    );
  });

  Deno.test(`Polls.vote() replaces and withdraws several, also unseen, over ${way}`, async () => {
    const { client, group, settings } = start(way);
    const here = polls(client, group.id);
    const open = await firstValueFrom(
      here.create({ ...settings, multiple: true }),
    );
    const both = await firstValueFrom(open.vote("1", "2"));
    assertEquals(both.myVotes, ["1", "2"]);
    const none = await firstValueFrom(open.vote());
    assertEquals(
      [none.myVotes, none.options.map(({ votes }) => votes)],
      [[], [0, 0]],
    );
    const hidden = await firstValueFrom(
      here.create({ ...settings, multiple: true, anonymous: true }),
    );
    const voted = await firstValueFrom(hidden.vote("1"));
    assertEquals(
      [voted.myVotes, voted.options.map(({ votes }) => votes)],
      [undefined, [undefined, undefined]],
    );
    // The way of the other kind.
    await assertRejects(
      () =>
        firstValueFrom(here.vote({ id: open.id, isMultiple: false }, ["1"])),
      BadResponse,
      "500",
    );
  });

  Deno.test(`Polls.listAll() lists more than a page, and vote() goes over it, over ${way}`, async () => {
    const { client, group } = start(way);
    const ids = Array.from(
      { length: 45 },
      (_, i) => group.addPoll({ subject: `${i}?`, options: ["a", "b"] }).id,
    );
    const here = polls(client, group.id);
    const all = await lastValueFrom(here.listAll().pipe(toArray()));
    assertEquals(all.map(({ id }) => id), ids.toReversed());
    const voted = await lastValueFrom(
      here.listAll({ prefetch: 1 }).pipe(vote(() => ["2"]), toArray()),
    );
    assertEquals(voted.length, 45);
    assert(voted.every(({ myVotes }) => `${myVotes}` === "2"));
  });

  Deno.test(`Polls refuses who is not there, and what is over, with typed errors, over ${way}`, async () => {
    const { clock, client, hers, foreign, group, settings } = start(way);
    const here = polls(client, group.id);
    const soon = new Date(clock.now() + HOUR_MS / 6);
    const tooSoon = await assertRejects(
      () => firstValueFrom(here.create({ ...settings, expiresAt: soon })),
      BadResponse,
    );
    assertEquals(tooSoon.status, 400);
    const hour = new Date(clock.now() + HOUR_MS);
    const asked = await firstValueFrom(
      here.create({ ...settings, expiresAt: hour }),
    );
    const stranger = polls(foreign, group.id);
    for (const it of [stranger.list(), stranger.get(asked.id)]) {
      await assertRejects(() => firstValueFrom<unknown>(it), Forbidden);
    }
    await assertRejects(() => firstValueFrom(here.get("1")), NotFound);
    await assertRejects(
      () => firstValueFrom(polls(hers, group.id).end(asked.id)),
      Forbidden,
    );
    await firstValueFrom(asked.end());
    assertEquals((await firstValueFrom(here.get(asked.id))).isOpen, false);
    const late = await assertRejects(
      () => firstValueFrom(asked.vote("1")),
      BadResponse,
    );
    assertEquals([late.status, late.code], [412, 41202]);
  });

  Deno.test(`pollChanges() tells of a poll from its beginning to its result, over ${way}`, async () => {
    const { clock, client, group, mari, settings } = start(way);
    const messages = client.groups.messages(group.id);
    const every = { interval: MINUTE_MS, maxInterval: MINUTE_MS };
    using told = watch(messages.tail(every).pipe(pollChanges()));
    await clock.advance(MINUTE_MS);
    const poll = group.addPoll({ ...settings, owner: mari });
    using watched = watch(polls(client, group.id).watch(poll.id, every));
    await clock.advance(MINUTE_MS);
    poll.vote(mari, "2");
    await clock.advance(3 * HOUR_MS);
    const { subject, expiresAt } = settings;
    const pollId = poll.id;
    assertEquals(told.values, [
      { type: "created", pollId, subject, by: mari.id },
      { type: "reminder", pollId, subject, by: "", expiresAt },
      {
        type: "finished",
        pollId,
        subject,
        by: "",
        options: [
          { id: "1", title: "Four", votes: 0, voterIds: [] },
          { id: "2", title: "Nine", votes: 1, voterIds: [mari.id] },
        ],
      },
    ]);
    assertEquals(
      watched.values.map(({ isOpen, options }) => [isOpen, options[1]?.votes]),
      [[true, 0], [true, 1], [false, 1]],
    );
    assertEquals(watched.isComplete, true);
  });

  Deno.test(`polls() takes a topic by its id, and a chat by who is in it, over ${way}`, async () => {
    const { client, hers, group, mari, simulator, settings } = start(way);
    const topic = group.addTopic({ name: "gear" });
    const chat = simulator.addChat(mari);
    const places = [
      polls(client, topic.id),
      polls(client, { groupId: topic.id }),
      polls(client, { otherUserId: mari.id }),
    ];
    const made = [];
    for (const place of places) {
      made.push(await firstValueFrom(place.create(settings)));
    }
    assertEquals(
      made.map(({ conversationId }) => conversationId),
      [topic.id, topic.id, chat.id],
    );
    const theirs = polls(hers, { otherUserId: simulator.me.id });
    const [poll] = await firstValueFrom(theirs.list());
    assertEquals((await firstValueFrom(poll!.vote("1"))).myVotes, ["1"]);
  });
}
