import { assert, assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { push, webSocketWire } from "@rxgroupme/client/push";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import {
  concatMap,
  interval,
  lastValueFrom,
  range,
  take,
  takeUntil,
  takeWhile,
  tap,
  timer,
  zip,
} from "rxjs";
import { FayeServer } from "../support/faye_server.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";

const EVENTS = 10_000;
const BURSTS = 50;
/** A burst each 400 ms: the whole takes twenty seconds. */
const PAUSE = 400;

const wires = { "long polling": {}, "a WebSocket": { wire: webSocketWire() } };

for (const [name, options] of Object.entries(wires)) {
  Deno.test(`Tail via push over ${name} delivers ${EVENTS} events of npm's faye server once and in order, through cuts and restarts`, async () => {
    await using server = await FayeServer.start({ timeout: 2 });
    await using proxy = new TcpProxy(server.port);
    const simulator = new GroupMeSimulator();
    const group = simulator.addGroup({ history: 50 });
    const client = new Client({
      token: simulator.token,
      fetch: (request) =>
        request.url.includes("/faye")
          ? fetch(request)
          : simulator.fetch(request),
      baseUrls: { push: `http://127.0.0.1:${proxy.port}/faye` },
    });
    const tail = client.groups.messages(group.id).tail({
      via: push(client, options),
      interval: 500,
    });
    const states = new Map<string, number>();
    const watching = tail.status$.subscribe(({ state, reason }) => {
      const what = `${state}: ${reason}`.slice(0, 22);
      states.set(what, (states.get(what) ?? 0) + 1);
    });
    const sent: string[] = [];
    // From the first look on, which makes the start.
    const begun = lastValueFrom(
      tail.status$.pipe(takeWhile(({ reason }) => reason !== "push")),
      { defaultValue: undefined },
    );
    const seen: string[] = [];
    const following = tail.subscribe(({ id }) => seen.push(id));
    await begun;
    const bursts = zip(range(0, BURSTS), timer(0, PAUSE)).pipe(
      concatMap(async ([burst]) => {
        const subjects = Array.from(
          { length: EVENTS / BURSTS },
          () => simulator.inject(group),
        );
        sent.push(...subjects.map(({ id }) => id));
        if (burst === 17 || burst === 33) await server.restart();
        const events = subjects.map((subject) => ({
          type: "line.create",
          subject,
        }));
        await server.publish(`/user/${simulator.me.id}`, ...events);
      }),
    );
    const cuts = interval(1_000).pipe(
      tap(() => proxy.cut()),
      takeUntil(timer(BURSTS * PAUSE)),
    );
    await Promise.all([lastValueFrom(bursts), lastValueFrom(cuts)]);
    await lastValueFrom(
      interval(50).pipe(
        takeWhile(() => seen.length < sent.length),
        take(600),
      ),
      { defaultValue: 0 },
    );
    following.unsubscribe();
    watching.unsubscribe();
    assertEquals(seen, sent);
    const pushed = simulator.requests.length;
    console.log(`${seen.length} messages, ${pushed} requests`, states);
    assert((states.get("live: push") ?? 0) > 3);
  });
}
