import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Client } from "@rxgroupme/client";
import { push } from "@rxgroupme/client/push";
import { timeline } from "@rxgroupme/client/timeline";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";

/** Another one is tried by `TIMELINE_SEED=7 deno task test ...`. */
const SEED = Number(Deno.env.get("TIMELINE_SEED") ?? 20_261_128);
const RUNS = Number(Deno.env.get("TIMELINE_SCHEDULES") ?? 1_000);

const step = fc.record({
  pause: fc.constantFrom(0, 50, 700, 3_000, 20_000),
  act: fc.constantFrom(
    "burst",
    "flood",
    "late",
    "edit",
    "delete",
    "remove",
    "like",
    "send",
    "react",
    "older",
    "live",
    "outage",
    "limit",
    "leave",
  ),
  n: fc.nat(40),
});

const TROUBLES = [
  { status: 500 },
  { connectionError: true },
  { lostAnswer: true },
  { truncate: "text" },
  { emptyBody: true },
  { htmlBody: true },
  { delay: 8_000 },
] as const;

Deno.test(`timeline() under ${RUNS} schedules of faults ends as the server is, seed ${SEED}`, async () => {
  let rows = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.boolean(),
      fc.array(step, { minLength: 2, maxLength: 12 }),
      async (seed, isPushed, steps) => {
        const clock = new VirtualClock();
        const simulator = new GroupMeSimulator({ seed, scheduler: clock });
        const boss = simulator.addUser({ name: "Boss" });
        const group = simulator.addGroup({
          owner: boss,
          members: [simulator.me],
          history: 130,
        });
        const { fetch } = simulator;
        const asked = { fetch, scheduler: clock, random: () => 0.5 };
        const client = new Client({ ...asked, token: simulator.token });
        const admin = new Client({ ...asked, token: boss.token, retry: false });
        const live = timeline(client, group.id, {
          ...isPushed && { via: push(client) },
        });
        let subscription = live.subscribe();
        await clock.advance(1_000);
        for (const trouble of TROUBLES) {
          simulator.fault({
            ...trouble,
            match: { path: /^\/v/ },
            probability: 0.04,
          });
        }
        const sent: string[] = [];
        // None that the test counts in the end.
        const idOf = (n: number) => {
          let at = group.size - 1 - n;
          while (group.messageAt(at)?.text?.startsWith("sent ")) at--;
          return group.idAt(at);
        };
        const item = (n: number) =>
          live.value.items.at(-1 - n % Math.max(1, live.value.items.length));
        const messages = admin.groups.messages(group.id);
        const change = (
          method: "PUT" | "DELETE",
          host: "v4" | "api",
          path: string,
          text?: string,
        ) =>
          admin.request({ method, host, path, ...text && { body: { text } } })
            .subscribe({ error: () => {} });
        for (const { pause, act, n } of steps) {
          if (act === "burst") {
            for (let i = 0; i < n; i++) simulator.inject(group);
          } else if (act === "flood") {
            for (let i = 0; i < 450; i++) simulator.inject(group);
          } else if (act === "late") {
            simulator.inject(group, { visibleAfter: 100 * n });
            simulator.inject(group);
          } else if (act === "edit") {
            const { id } = simulator.inject(group, { userId: boss.id });
            const path = `/groups/${group.id}/messages/${id}`;
            change("PUT", "v4", path, `edited ${n}`);
          } else if (act === "delete") {
            const path = `/conversations/${group.id}/messages/${idOf(n)}`;
            change("DELETE", "api", path);
          } else if (act === "remove") {
            simulator.removeMessage(group, idOf(n));
          } else if (act === "like") {
            messages.get(idOf(n)).subscribe({
              next: (it) => it.like("🔥").subscribe({ error: () => {} }),
              error: () => {},
            });
          } else if (act === "send") {
            sent.push(`sent ${sent.length}`);
            live.send(sent.at(-1) ?? "");
          } else if (act === "react") {
            const { key, id } = item(n) ?? {};
            if (key && id) live.react(key, n % 2 ? "❤️" : null);
          } else if (act === "older") {
            live.loadOlder();
          } else if (act === "live") {
            live.toLive();
          } else if (act === "outage") {
            simulator.outage(500 * n);
          } else if (act === "limit") {
            simulator.fault({ status: 429, times: 1 });
          } else {
            subscription.unsubscribe();
            await clock.advance(1_000 * n);
            subscription = live.subscribe();
          }
          await clock.advance(pause);
        }
        simulator.clearFaults();
        await clock.advance(240_000);
        // By polling the newest page is as the server is without being asked.
        const isRead = !isPushed && live.value.newer.state === "end" &&
          live.value.items.slice(-90).every((item) => !item.gapBefore);
        if (isRead) await clock.advance(400_000);
        else live.toLive();
        await clock.advance(60_000);
        const items = isRead ? live.value.items.slice(-90) : live.value.items;
        const all = Array.from(
          { length: group.size },
          (_, at) => group.messageAt(at),
        ).filter((it) =>
          it && !/^message\.(update|deleted)$/.test(it.event?.type ?? "")
        );
        const byId = new Map(all.map((it) => [it?.id, it]));
        const ids = items.map(({ id = "" }) => id);
        assertEquals(new Set(ids).size, ids.length, "none twice");
        assertEquals(items.filter((it) => it.gapBefore).length, 0, "no gap");
        assertEquals(
          items.filter(({ isDeleted }) => !isDeleted).map(({ id }) => id),
          all.slice(all.findIndex((it) => it?.id === ids[0]))
            .filter((it) => !it?.deleted_at).map((it) => it?.id),
          "none missing",
        );
        for (const { id, message, isDeleted, reactions, state } of items) {
          assertEquals(state, "sent");
          if (isDeleted) continue;
          const truth = byId.get(id);
          assertEquals(message.text ?? null, truth?.text);
          assertEquals(
            reactions.flatMap(({ userIds }) => userIds).sort(),
            [...truth?.favorited_by ?? []].sort(),
          );
        }
        const standing = all.map((it) => it?.text ?? "")
          .filter((text) => text.startsWith("sent "));
        assertEquals(standing, sent, "each sent once, in order");
        subscription.unsubscribe();
        await clock.advance(10_000);
        assertEquals(clock.pending, 0, "no timer left");
        rows += items.length;
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
  assert(rows > 0);
});
