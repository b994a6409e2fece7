import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { GroupPoll, type Polls, polls, vote } from "@rxgroupme/client/polls";
import { type Observable, of } from "rxjs";
import { GROUP, POLL, poll } from "./rows.ts";

const requests: Record<string, (here: Polls) => Observable<unknown>> = {
  "list()": (here) => here.list(),
  "listAll()": (here) => here.listAll(),
  "get()": (here) => here.get(POLL),
  "create()": (here) =>
    here.create({
      subject: "Which pier?",
      options: ["Four", "Nine"],
      expiresAt: new Date(1754138866_000),
    }),
  "vote()": (here) => here.vote({ id: POLL, isMultiple: true }, ["1"]),
  "end()": (here) => here.end(POLL),
  "watch()": (here) => here.watch(POLL),
  "GroupPoll.vote()": (here) => new GroupPoll(here, poll()).vote("1"),
  "GroupPoll.end()": (here) => new GroupPoll(here, poll()).end(),
  "the operator vote()": (here) =>
    of(new GroupPoll(here, poll())).pipe(vote(() => ["1"])),
};

for (const [name, request] of Object.entries(requests)) {
  Deno.test(`${name} requests once subscribed to, aborts when left, and shows the token to GroupMe alone`, async () => {
    const sent: Request[] = [];
    const answer = Promise.withResolvers<Response>();
    const client = new Client({
      token: "secret",
      fetch: (request) => {
        sent.push(request);
        return answer.promise;
      },
    });
    const source = request(polls(client, GROUP));
    await Promise.resolve();
    assertEquals(sent.length, 0);
    const subscription = source.subscribe();
    while (sent.length === 0) await Promise.resolve();
    const [{ url, headers, signal }] = sent as [Request];
    assertEquals(new URL(url).host, "api.groupme.com");
    assertEquals(url.includes("secret"), false);
    assertEquals(headers.get("x-access-token"), "secret");
    assertEquals(signal.aborted, false);
    subscription.unsubscribe();
    assertEquals([signal.aborted, sent.length], [true, 1]);
    answer.resolve(new Response());
    await answer.promise;
  });
}
