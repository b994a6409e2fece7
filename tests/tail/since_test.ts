import { assertEquals, assertThrows } from "@std/assert";
import type { AnyMessage, Message } from "@rxgroupme/client";
import { concat, type Observable, switchMap } from "rxjs";
import { world } from "../support/world.ts";

/** How a page that is shown goes on with a tail. */
const seams = ["id", "page"] as const;

for (const seam of seams) {
  for (const late of [0, 800, 2_000, 4_000]) {
    Deno.test(`Messages.tail({ since }) with the ${seam} of list() delivers what is ${late} ms late below it`, async () => {
      const { clock, simulator, client } = world();
      const group = simulator.addGroup({ history: 30 });
      const messages = client.groups.messages(group.id);
      await clock.advance(60_000);
      simulator.inject(group, { text: "late", visibleAfter: late });
      await clock.advance(20);
      simulator.inject(group, { text: "newer" });
      const shown: Message[] = [];
      const running = messages.list().pipe(
        switchMap((page): Observable<Message> =>
          concat(
            page.toReversed(),
            messages.tail({
              since: seam === "page" ? page : page[0]?.id ?? "beginning",
            }),
          )
        ),
      ).subscribe((message) => shown.push(message));
      await clock.advance(60_000);
      running.unsubscribe();
      const texts = shown.map(({ text }) => text);
      assertEquals(texts.filter((text) => text === "late").length, 1);
      assertEquals(texts.filter((text) => text === "newer").length, 1);
      assertEquals(new Set(shown.map(({ id }) => id)).size, shown.length);
    });
  }
}

Deno.test("Messages.tail({ since }) with a page delivers what became visible while the page was shown", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ history: 30 });
  const messages = client.groups.messages(group.id);
  await clock.advance(60_000);
  simulator.inject(group, { text: "late", visibleAfter: 2_000 });
  simulator.inject(group, { text: "newer" });
  let page: readonly Message[] = [];
  messages.list().subscribe((it) => page = it);
  await clock.advance(600_000);
  const seen: (string | undefined)[] = [];
  const running = messages.tail({ since: page })
    .subscribe(({ text }) => seen.push(text));
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(page.length, 20);
  assertEquals(seen, ["late"]);
});

Deno.test("Messages.tail({ since: [] }) delivers from the beginning", async () => {
  const { clock, simulator, client } = world();
  const other = simulator.addUser();
  const chat = simulator.addChat(other, { history: 0 });
  const tails: Observable<AnyMessage>[] = [
    client.chats.messages(other.id).tail({ since: [] }),
  ];
  const seen: (string | undefined)[] = [];
  const running = concat(...tails).subscribe(({ text }) => seen.push(text));
  await clock.advance(10_000);
  simulator.inject(chat, { text: "first", userId: other.id });
  await clock.advance(30_000);
  running.unsubscribe();
  assertEquals(seen, ["first"]);
});

Deno.test("Messages.tail({ since }) of an id that is no message's starts after it", async () => {
  for (const strictAnchors of [false, true]) {
    const { clock, simulator, client } = world({
      simulator: { strictAnchors },
    });
    const group = simulator.addGroup({ history: 3 });
    const before = simulator.inject(group, { text: "before" });
    await clock.advance(2_000);
    const since = `${BigInt(before.id) + 1n}`;
    const sent = simulator.inject(group, { text: "after" });
    const seen: string[] = [];
    const running = client.groups.messages(group.id).tail({ since })
      .subscribe(({ id }) => seen.push(id));
    await clock.advance(30_000);
    running.unsubscribe();
    assertEquals(seen, [sent.id]);
  }
});

Deno.test("Messages.tail() names the argument that is wrong, and the rule", () => {
  const { client } = world();
  const messages = client.groups.messages("1");
  assertThrows(
    () => messages.tail({ since: "yesterday" }),
    TypeError,
    `Cannot use 'since': it must be a message id, messages or "beginning", got "yesterday"`,
  );
  assertThrows(
    () => messages.tail({ interval: 0 }),
    RangeError,
    "Cannot use 'interval': it must be milliseconds above 0 up to 2147483647, got 0",
  );
  const wrong = { interval: "2", since: 5, via: {}, cursor: { get() {} } };
  for (const [name, value] of Object.entries(wrong)) {
    const options: object = { [name]: value };
    const Kind = name === "interval" ? RangeError : TypeError;
    for (const it of [messages, client]) {
      assertThrows(() => it.tail(options), Kind, `Cannot use '${name}'`);
    }
  }
});
