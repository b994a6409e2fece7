import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { GroupPoll, type Polls, polls, vote } from "@rxgroupme/client/polls";
import { type Observable, of } from "rxjs";
import { within } from "../support/within.ts";
import { GROUP, NEW, POLL, poll } from "./rows.ts";

const requests: Record<string, (here: Polls) => Observable<unknown>> = {
  "list()": (here) => here.list(),
  "listAll()": (here) => here.listAll(),
  "get()": (here) => here.get(POLL),
  "create()": (here) => here.create(NEW),
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
    let count = 0;
    const sent = Promise.withResolvers<Request>();
    const aborted = Promise.withResolvers<void>();
    const client = new Client({
      token: "secret",
      fetch: (request) => {
        count += 1;
        sent.resolve(request);
        return new Promise((_, reject) => {
          request.signal.addEventListener("abort", () => {
            aborted.resolve();
            reject(request.signal.reason);
          });
        });
      },
    });
    const source = request(polls(client, GROUP));
    await Promise.resolve();
    assertEquals(count, 0);
    const subscription = source.subscribe();
    const { url, headers } = await within(5_000, "a request", sent.promise);
    assertEquals(new URL(url).host, "api.groupme.com");
    assertEquals(url.includes("secret"), false);
    assertEquals(headers.get("x-access-token"), "secret");
    subscription.unsubscribe();
    await within(5_000, "an abort", aborted.promise);
    assertEquals(count, 1);
  });
}
