import { assert, assertEquals } from "@std/assert";
import { Forbidden, NotFound, Unauthorized } from "@rxgroupme/client";
import { type GroupPoll, polls } from "@rxgroupme/client/polls";
import { Subject } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { type Answer, refusal, scripted } from "../support/scripted.ts";
import { watch } from "../support/watch.ts";
import { GROUP, PATH, POLL, poll } from "./rows.ts";

const one = (changed: object = {}) => envelope({ poll: poll(changed) });
const votesOf = ({ options }: GroupPoll) => options[0]?.votes;
const options = [{ id: "1", title: "Four", votes: 3 }];

Deno.test("Polls.watch() reads every 15 seconds, tells what differs, and ends with the poll", async () => {
  const { client, clock, lines } = scripted([
    one(),
    one(),
    new TypeError("offline"),
    one({ options }),
    one({ options, status: "past" }),
  ]);
  using watched = watch(polls(client, GROUP).watch(POLL));
  await clock.advance(14_999);
  assertEquals([lines.length, watched.values.length], [1, 1]);
  await clock.advance(1);
  assertEquals([lines.length, watched.values.length], [2, 1]);
  await clock.advance(30_000);
  assertEquals(watched.values.map(votesOf), [2, 3]);
  await clock.advance(15_000);
  assertEquals(watched.values.map(({ isOpen }) => isOpen), [true, true, false]);
  assertEquals([watched.isComplete, clock.pending], [true, 0]);
  assertEquals(lines, Array(5).fill(`GET ${PATH}/${POLL}`));
});

Deno.test("Polls.watch() reads at each nudge, and one time more for those while it reads", async () => {
  const on = new Subject<void>();
  const { client, clock, lines } = scripted([one(), one(), one({ options })]);
  using watched = watch(
    polls(client, GROUP).watch(POLL, { on, interval: 60_000 }),
  );
  on.next();
  on.next();
  await clock.advance(1);
  assertEquals(lines.length, 2);
  on.next();
  await clock.advance(1);
  assertEquals([lines.length, watched.values.map(votesOf)], [3, [2, 3]]);
  watched.subscription.unsubscribe();
  assertEquals([on.observed, clock.pending], [false, 0]);
});

Deno.test("Polls.watch() goes on when its nudges are over, and errors as they do", async () => {
  const on = new Subject<void>();
  const { client, clock, lines } = scripted([one(), one()]);
  const source = polls(client, GROUP).watch(POLL, { on });
  using watched = watch(source);
  on.complete();
  await clock.advance(15_000);
  assertEquals([lines.length, watched.isComplete], [2, false]);
  const failing = new Subject<void>();
  using failed = watch(polls(client, GROUP).watch(POLL, { on: failing }));
  failing.error(new Error("down"));
  assertEquals(String(failed.error), "Error: down");
});

Deno.test("Polls.watch() ends with a refusal of GroupMe's own", async () => {
  const refusals: [Answer, typeof NotFound][] = [
    [refusal(401), Unauthorized],
    [refusal(401, { code: 40100 }), Forbidden],
    [refusal(403), Forbidden],
    [refusal(404), NotFound],
  ];
  for (const [answer, Kind] of refusals) {
    const { client, clock, lines } = scripted([answer, one()]);
    using watched = watch(polls(client, GROUP).watch(POLL));
    await clock.advance(60_000);
    assert(watched.error instanceof Kind, String(watched.error));
    assertEquals([lines.length, clock.pending], [1, 0]);
  }
});

Deno.test("Polls.watch() goes on behind a refusal that is not GroupMe's, and behind a 400, as a tail does", async () => {
  const signIn = (status: number) =>
    new Response("<!doctype html><title>Sign in</title>", {
      status,
      headers: { "content-type": "text/html" },
    });
  const { client, clock } = scripted([
    one(),
    signIn(403),
    signIn(404),
    signIn(200),
    refusal(400),
    one({ options }),
  ]);
  using watched = watch(polls(client, GROUP).watch(POLL));
  await clock.advance(75_000);
  assertEquals([watched.error, watched.values.map(votesOf)], [
    undefined,
    [2, 3],
  ]);
});
