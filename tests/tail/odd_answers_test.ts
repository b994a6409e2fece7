import { assertEquals } from "@std/assert";
import { type AnyMessage, Client } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { world } from "../support/world.ts";

/** What something on the way may answer instead of GroupMe. */
const FOREIGN = [
  [200, "<!doctype html><title>Sign in</title>"],
  [302, ""],
  [307, ""],
  [400, "<html>"],
  [401, "<html>"],
  [403, "<html>"],
  [404, "<html>"],
  [405, ""],
  [407, "<html>"],
  [408, ""],
  [409, ""],
  [410, ""],
  [418, ""],
  [425, ""],
  [451, "<html>"],
  [499, ""],
  [511, "<html>"],
  [520, "error code: 520"],
] as const;

for (const [status, body] of FOREIGN) {
  Deno.test(`Tail goes on after an answer of something on the way: ${status} ${JSON.stringify(body)}`, async () => {
    const { clock: scheduler, simulator } = world();
    const { token } = simulator;
    const group = simulator.addGroup({ history: 3 });
    let odd = 0;
    const headers = {
      location: "https://gateway.example/login",
      "content-type": "text/html",
    };
    const client = new Client({
      token,
      scheduler,
      fetch: (request) =>
        odd-- > 0
          ? Promise.resolve(new Response(body, { status, headers }))
          : simulator.fetch(request),
    });
    const tails: Observable<AnyMessage>[] = [
      client.groups.messages(group.id).tail(),
      client.tail(),
    ];
    for (const tail of tails) {
      const seen: (string | undefined)[] = [];
      const errors: unknown[] = [];
      const running = tail.subscribe({
        next: ({ text }) => seen.push(text),
        error: (error) => errors.push(error),
      });
      await scheduler.advance(10_000);
      odd = 3;
      await scheduler.advance(60_000);
      simulator.inject(group, { text: "after" });
      await scheduler.advance(120_000);
      running.unsubscribe();
      assertEquals(errors, []);
      assertEquals(seen, ["after"]);
    }
  });
}
