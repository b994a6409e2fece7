import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { outbox, timeline } from "@rxgroupme/client/timeline";
import { world } from "../support/world.ts";
import { texts } from "./live.ts";

/** A conversation with an outbox, and the posts that reach the server. */
function stage() {
  const all = world();
  const group = all.simulator.addGroup({ members: 2, history: 5 });
  const mail = outbox(all.client);
  const open = () => timeline(all.client, group.id, { outbox: mail });
  const posts = () =>
    all.simulator.requests.filter(({ method, path }) =>
      method === "POST" && path.endsWith("/messages")
    ).length;
  return { ...all, group, mail, open, posts };
}

Deno.test("Outbox.flush() beside a timeline posts each message once", async () => {
  const { clock, simulator, mail, open, posts } = stage();
  const live = open();
  const rows = new Set<string>();
  const subscription = live.subscribe((it) => rows.add(texts(it).join()));
  await clock.advance(1_000);
  for (const text of ["a", "b"]) live.send(text);
  subscription.add(mail.flush().subscribe());
  live.send("c");
  await clock.advance(10_000);
  assertEquals(posts(), 3);
  assertEquals(texts(live.value).slice(-3), ["a", "b", "c"]);
  // No row was away between the answer and the page that holds it.
  const all = [...rows].filter((it) => it.endsWith("a,b,c")).length;
  assertEquals([...rows].slice(-all).every((it) => it.includes("a,b,c")), true);
  // Who pauses after a failure holds the others back as well.
  const fault = simulator.fault({ match: { method: "POST" }, status: 503 });
  live.send("d");
  subscription.add(mail.flush().subscribe());
  await clock.advance(5_000);
  const tries = posts() - 3;
  fault.remove();
  await clock.advance(60_000);
  assertEquals(tries <= 5, true, `${tries} tries`);
  assertEquals(texts(live.value).at(-1), "d");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("LiveTimeline.send() posts once where two timelines show a conversation", async () => {
  const { clock, open, posts } = stage();
  const [one, other] = [open(), open()];
  const first = one.subscribe();
  const second = other.subscribe();
  await clock.advance(1_000);
  one.send("a");
  other.send("b");
  await clock.advance(1_000);
  assertEquals(posts(), 2);
  // Both are told at once, whichever of them has sent it.
  assertEquals(texts(one.value).slice(-2), ["a", "b"]);
  assertEquals(texts(other.value).slice(-2), ["a", "b"]);
  assertEquals(other.value.items.at(-2)?.state, "sent");
  // The other goes on where one leaves in the middle.
  other.send("c");
  first.unsubscribe();
  await clock.advance(10_000);
  assertEquals(texts(other.value).slice(-3), ["a", "b", "c"]);
  second.unsubscribe();
  assertEquals(clock.pending, 0);
});

Deno.test("Outbox.flush() goes on where the timeline leaves that it sends with", async () => {
  const { clock, simulator, mail, open, posts } = stage();
  const live = open();
  const fault = simulator.fault({ match: { method: "GET" }, status: 503 });
  const subscription = live.subscribe();
  // Waits for the first page, as nothing else tells the newest message.
  live.send("a");
  await clock.advance(5_000);
  const sent: string[] = [];
  let isOver = false;
  mail.flush().subscribe({
    next: ({ content }) => sent.push(content.text ?? ""),
    complete: () => isOver = true,
  });
  await clock.advance(5_000);
  subscription.unsubscribe();
  assertEquals([posts(), isOver], [0, false]);
  fault.remove();
  await clock.advance(120_000);
  assertEquals([posts(), sent, isOver], [1, ["a"], true]);
  assertEquals(clock.pending, 0);
});

Deno.test("Outbox.flush() tells of a refused token although a timeline waits for a good one", async () => {
  const { clock, simulator } = world();
  const group = simulator.addGroup({ members: 2, history: 5 });
  let token = simulator.token;
  const client = new Client({
    token: () => token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const mail = outbox(client);
  const live = timeline(client, group.id, { outbox: mail });
  const subscription = live.subscribe();
  await clock.advance(1_000);
  token = "0".repeat(40);
  live.send("patience");
  await clock.advance(10_000);
  let name = "";
  mail.flush().subscribe({ error: (error) => name = error.name });
  await clock.advance(10_000);
  assertEquals(name, "Unauthorized");
  subscription.unsubscribe();
  assertEquals(clock.pending, 0);
});
