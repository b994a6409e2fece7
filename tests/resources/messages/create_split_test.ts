import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  compose,
  ImageAttachment,
  mention,
  MentionsAttachment,
  NoResponse,
  ReplyAttachment,
} from "@rxgroupme/client";
import { lastValueFrom, retry, take, tap, toArray } from "rxjs";
import { recorded, type RecordedWorld } from "../../support/recorded.ts";

const word = "x".repeat(99);
/** Three parts. */
const long = Array(25).fill(word).join(" ");
const lengths = [999, 999, 499];

interface Post {
  source_guid: string;
  text: string;
}

/** What was posted, in order. */
function posts({ sent }: RecordedWorld): Post[] {
  return sent.filter(({ method }) => method === "POST")
    .map(({ body }) => Object.values(body as Record<string, Post>)[0]!);
}

/** The lengths of the texts that stand in a conversation, oldest first. */
async function standing(
  { client, clock }: RecordedWorld,
  groupId: string,
): Promise<(number | undefined)[]> {
  const all = client.groups.messages(groupId).listAll().pipe(toArray());
  const messages = await clock.until(lastValueFrom(all));
  return messages.map(({ text }) => text?.length).reverse();
}

Deno.test("Messages.create() refuses a long text unless it may be split", () => {
  const { client, sent } = recorded();
  const messages = client.groups.messages("1");
  assertThrows(
    () => messages.create(long),
    RangeError,
    "1000 characters at most, got 2499",
  );
  assertThrows(() => messages.create("😀".repeat(501)), RangeError, "1002");
  assertEquals(sent, []);
});

Deno.test("Messages.create() posts parts in order, and emits each as the server has it", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  const messages = await lastValueFrom(
    here.client.groups.messages(group.id).create(long, { split: true })
      .pipe(toArray()),
  );
  assertEquals(messages.map(({ text }) => text?.length), lengths);
  assertEquals(await standing(here, group.id), lengths);
  assertEquals(messages.map(({ text }) => text).join(" "), long);
  const guids = posts(here).map(({ source_guid }) => source_guid);
  assertEquals(new Set(guids).size, 3);
});

Deno.test("Messages.create() posts no part before the one before it stands", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  here.simulator.fault({ match: { method: "POST" }, delay: 5_000 });
  const create = here.client.groups.messages(group.id)
    .create(long, { split: true });
  const subscription = create.subscribe();
  await here.clock.advance(4_000);
  assertEquals(posts(here).length, 1);
  await here.clock.advance(2_000);
  assertEquals(posts(here).length, 2);
  subscription.unsubscribe();
  await here.clock.advance(60_000);
  assertEquals(posts(here).length, 2);
  assertEquals(here.clock.pending, 0);
});

for (
  const fault of [
    { connectionError: true },
    { lostAnswer: true },
    { status: 500 },
    { status: 502, processed: true },
  ] as const
) {
  const name = Object.keys(fault).join(", ");
  Deno.test(`Messages.create() goes on with the part that failed (${name}) when subscribed to again`, async () => {
    const here = recorded({ retry: false });
    const group = here.simulator.addGroup();
    let attempts = 0;
    here.simulator.fault({
      ...fault,
      // The second part's.
      match: ({ method }) => method === "POST" && ++attempts === 2,
    });
    const create = here.client.groups.messages(group.id)
      .create(long, { split: true });
    const first: string[] = [];
    await assertRejects(() =>
      lastValueFrom(create.pipe(tap(({ id }) => first.push(id))))
    );
    assertEquals(first.length, 1);
    const rest = await here.clock.until(lastValueFrom(create.pipe(toArray())));
    assertEquals(rest.map(({ text }) => text?.length), lengths.slice(1));
    assertEquals(await standing(here, group.id), lengths);
    const sent = posts(here);
    // Sent again only where it does not stand.
    const isSentTwice = !("lostAnswer" in fault || "processed" in fault);
    if (isSentTwice) assertEquals(sent.splice(2, 1), [sent[1]]);
    const guids = sent.map(({ source_guid }) => source_guid);
    assertEquals(new Set(guids).size, 3);
    assertEquals(sent.length, 3);
  });
}

Deno.test("Messages.create() posts every part once under retry()", async () => {
  const here = recorded({ retry: false });
  const group = here.simulator.addGroup();
  let n = 0;
  here.simulator.fault({
    lostAnswer: true,
    match: ({ method }) => method === "POST" && n++ % 2 === 0,
  });
  const create = here.client.groups.messages(group.id)
    .create(long, { split: true }).pipe(retry(10), toArray());
  const messages = await here.clock.until(lastValueFrom(create));
  assertEquals(messages.map(({ text }) => text?.length), lengths);
  assertEquals(await standing(here, group.id), lengths);
});

Deno.test("Messages.create() posts all of it again once all of it was posted", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  const create = here.client.groups.messages(group.id)
    .create(long, { split: true });
  await lastValueFrom(create);
  await lastValueFrom(create);
  assertEquals(await standing(here, group.id), [...lengths, ...lengths]);
});

Deno.test("Messages.create() left in the middle goes on from there", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  const create = here.client.groups.messages(group.id)
    .create(long, { split: true });
  await lastValueFrom(create.pipe(take(1)));
  await lastValueFrom(create);
  assertEquals(await standing(here, group.id), lengths);
});

Deno.test("Messages.create() numbers the parts of a sourceGuid", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  await lastValueFrom(
    here.client.groups.messages(group.id)
      .create(long, { split: true, sourceGuid: "mine" }),
  );
  assertEquals(posts(here).map(({ source_guid }) => source_guid), [
    "mine",
    "mine-2",
    "mine-3",
  ]);
});

Deno.test("Messages.create() points the mentions of each part at their words", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  const ines = mention({ userId: "1", nickname: "Ines 😀" });
  const messages = await lastValueFrom(
    here.client.groups.messages(group.id).create(
      compose`${ines} ${long} ${ines}`,
      { split: true },
    ).pipe(toArray()),
  );
  const found = messages.map(({ text = "", attachments }) =>
    attachments.flatMap((it) =>
      it instanceof MentionsAttachment
        ? it.loci.map(([at, length]) => text.slice(at, at + length))
        : []
    )
  );
  assertEquals(found, [["@Ines 😀"], [], ["@Ines 😀"]]);
});

Deno.test("Message.reply() refers to the message in the first part only", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  const question = await lastValueFrom(
    here.client.groups.messages(group.id).create("?"),
  );
  const image = new ImageAttachment({ url: "https://i.groupme.com/1x1.png.0" });
  const answers = await lastValueFrom(
    question.reply({ text: long, attachments: [image] }, { split: true })
      .pipe(toArray()),
  );
  assertEquals(
    answers.map(({ attachments }) => attachments.map(({ type }) => type)),
    [["image", "reply"], [], []],
  );
  assert(answers[0]?.attachments[1] instanceof ReplyAttachment);
});

Deno.test("DirectMessages.create() splits too", async () => {
  const here = recorded();
  const other = here.simulator.addUser();
  const messages = await lastValueFrom(
    here.client.chats.messages(other.id).create(long, { split: true })
      .pipe(toArray()),
  );
  assertEquals(messages.map(({ text }) => text?.length), lengths);
});

Deno.test("Bots.post() splits, and goes on with the part that failed", async () => {
  const here = recorded();
  const group = here.simulator.addGroup();
  const bot = here.simulator.addBot(group);
  let attempts = 0;
  here.simulator.fault({
    connectionError: true,
    match: ({ method }) => method === "POST" && ++attempts === 2,
  });
  const post = here.client.bots.post(bot.botId, long, { split: true });
  await assertRejects(() => lastValueFrom(post.pipe(toArray())), NoResponse);
  assertEquals(await lastValueFrom(post.pipe(toArray())), [true]);
  assertEquals(await standing(here, group.id), lengths);
  assertThrows(() => here.client.bots.post(bot.botId, long), RangeError);
});
