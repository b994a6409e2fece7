import { assert, assertEquals } from "@std/assert";
import type { Message } from "@rxgroupme/client";
import { notices } from "@rxgroupme/client/bot";
import { loadEvents, messageOf, webhook } from "@rxgroupme/client/webhook";
import { of } from "rxjs";
import { world } from "../support/world.ts";

/** A group with a bot whose callbacks a webhook takes, notices included. */
function town() {
  const hook: { handler?: (request: Request) => Promise<Response> } = {};
  const bodies: Record<string, unknown>[] = [];
  const { clock, simulator, client } = world({
    simulator: {
      onCallback: async (request) => {
        bodies.push(await request.clone().json());
        await hook.handler?.(request);
      },
    },
  });
  const group = simulator.addGroup({ name: "Harbor" });
  simulator.addBot(group, { callbackUrl: "https://bot.example/s3cret" });
  const { handler, messages$ } = webhook({
    secret: "s3cret",
    read: messageOf(client),
    filter: ({ sender_type }) => sender_type !== "bot",
  });
  hook.handler = handler;
  const announce = () =>
    simulator.inject(group, {
      isSystem: true,
      text: "Ines added Ada to the group",
      event: {
        type: "membership.announce.added",
        data: {
          added_users: [{ id: 118204477, nickname: "Ada" }],
          adder_user: { id: 41870263, nickname: "Ines" },
        },
      },
    });
  return { clock, simulator, client, group, announce, messages$, bodies };
}

Deno.test("GroupMeSimulator calls bots with a notice, but without its event", async () => {
  const { clock, simulator, group, announce, bodies } = town();
  simulator.inject(group, { text: "tides?" });
  announce();
  await clock.advance(1_000);
  assertEquals(bodies.map((it) => "event" in it), [false, false]);
  assertEquals(bodies.map(({ system }) => system), [false, true]);
});

Deno.test("loadEvents() gives notices() of a webhook what a tail gives", async () => {
  const { clock, client, group, announce, messages$ } = town();
  const seen: string[] = [];
  const added = notices<"membership.announce.added", Message>(
    "membership.announce.added",
  );
  const note = (from: string) => ({ data }: { data: unknown }) =>
    seen.push(`${from} ${JSON.stringify(data)}`);
  const running = client.groups.messages(group.id).tail().pipe(added)
    .subscribe(note("tail"));
  running.add(messages$.pipe(loadEvents(), added).subscribe(note("hook")));
  await clock.advance(5_000);
  announce();
  await clock.advance(60_000);
  running.unsubscribe();
  assertEquals(seen.length, 2);
  const [one, other] = seen.map((it) => it.slice(5));
  assertEquals(one, other);
  assert(one?.includes("118204477"));
});

Deno.test("loadEvents() asks for notices alone, and emits what it cannot load as it came", async () => {
  const { clock, simulator, group, announce, messages$ } = town();
  const seen: (string | undefined)[] = [];
  const running = messages$.pipe(loadEvents())
    .subscribe(({ text, event }) => seen.push(event ? event.type : text));
  simulator.inject(group, { text: "tides?" });
  await clock.advance(1_000);
  assertEquals(seen, ["tides?"]);
  assertEquals(simulator.requests.length, 0);
  simulator.fault({ status: 404, match: { method: "GET" }, times: 1 });
  announce();
  await clock.advance(60_000);
  assertEquals(seen.length, 2);
  assert(seen[1]?.includes("Ada"), seen[1]);
  assertEquals(simulator.requests.length, 1);
  running.unsubscribe();
});

Deno.test("loadEvents() asks for nothing where a message has its event, and cancels what it loads", async () => {
  const { clock, simulator, client, group, announce } = town();
  const messages = client.groups.messages(group.id);
  announce();
  const all: Message[] = [];
  messages.list().subscribe((page) => all.push(...page));
  await clock.advance(1_000);
  const notice = all.find(({ isSystem }) => isSystem);
  assert(notice?.event);
  simulator.resetRequests();
  const seen: Message[] = [];
  of(notice).pipe(loadEvents()).subscribe((it) => seen.push(it));
  assertEquals(seen, [notice]);
  assertEquals(simulator.requests.length, 0);
  const { event: _, ...data } = notice.data;
  const bare = messageOf(client)(data);
  of(bare).pipe(loadEvents()).subscribe((it) => seen.push(it)).unsubscribe();
  await clock.advance(1_000);
  assertEquals(seen, [notice]);
  assertEquals(simulator.open, 0);
});
