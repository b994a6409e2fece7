import { assert, assertEquals } from "@std/assert";
import { webSocketWire } from "@rxgroupme/client/push";
import { within } from "../support/within.ts";
import { checkLosses, Listener, own, real } from "./real.ts";

const transports = {
  "long polling": {},
  "a WebSocket": { wire: webSocketWire() },
};

for (const [name, options] of Object.entries(transports)) {
  Deno.test(`Push receives everything from npm's faye server over ${name}`, async () => {
    await real(async (it) => {
      using listener = new Listener(it.live);
      await listener.until(() => listener.isUp);
      for (const size of [1, 1, 50, 3, 200, 1]) {
        await it.publish(size);
        await listener.until(() => listener.numbers.length === it.published);
      }
      assertEquals(
        listener.numbers,
        Array.from({ length: it.published }, (_, i) => i + 1),
      );
      assertEquals(listener.marks.filter((it) => it === "down").length, 1);
    }, options);
  });

  Deno.test(`Push receives everything once from npm's faye server over ${name}, while client ids change`, async () => {
    await real(async (it) => {
      using listener = new Listener(it.live);
      await listener.until(() => listener.isUp);
      const isChanged = () => it.server.count("/meta/handshake") > 20;
      while (!isChanged()) await it.publish(5);
      await listener.until(() => listener.numbers.length >= it.published);
      assertEquals(
        listener.numbers,
        Array.from({ length: it.published }, (_, i) => i + 1),
      );
      assertEquals(listener.marks.filter((it) => it === "down").length, 1);
    }, { ...options, renewEvery: 20 });
  });

  Deno.test(`Push comes up without a failure over ${name} where one leaves and another comes`, async () => {
    await real(async (it) => {
      const errors: unknown[] = [];
      const statuses = it.live.status$.subscribe(({ error }) => {
        if (error) errors.push(error);
      });
      for (let i = 0; i < 5; i++) {
        using listener = new Listener(it.live);
        await listener.until(() => listener.isUp);
        await it.publish(1);
        await listener.until(() => listener.numbers.length === 1);
      }
      statuses.unsubscribe();
      assertEquals(errors, []);
    }, options);
  });

  Deno.test(`Push reports every possible loss over ${name}, through cuts and restarts`, async () => {
    await real(async (it) => {
      using listener = new Listener(it.live);
      await listener.until(() => listener.isUp);
      for (let burst = 1; burst <= 40; burst++) {
        await it.publish(25);
        if (burst % 4 === 0) it.proxy.cut();
        if (burst === 13 || burst === 31) await it.server.restart();
        await it.publish(25);
        // What follows a cut meets it in each of its states.
        if (burst % 3 === 0) await listener.until(() => listener.isUp);
      }
      await listener.until(() => listener.isUp);
      await it.publish(1);
      await listener.until(() => listener.numbers.at(-1) === it.published);
      const losses = checkLosses(listener.marks, it.published);
      const { length } = listener.numbers;
      assertEquals(length + losses, it.published);
      const downs = listener.marks.filter((it) => it === "down").length;
      console.log(`${losses} of ${it.published} lost, reported ${downs} times`);
    }, options);
  });
}

for (const spoil of ["drop", "half"] as const) {
  Deno.test(`Push reports the loss when an answer is malformed: ${spoil}`, async () => {
    await real(async (it) => {
      using listener = new Listener(it.live);
      await listener.until(() => listener.isUp);
      await it.publish(1);
      await listener.until(() => listener.numbers.length === 1);
      await it.server.until(() => it.server.count("/meta/connect") > 2);
      it.proxy.spoilNext(spoil);
      await it.publish(3);
      await listener.until(() => !listener.isUp);
      assertEquals(it.proxy.spoilt, 1);
      await listener.until(() => listener.isUp);
      await it.publish(2);
      await listener.until(() => listener.numbers.at(-1) === 6);
      const losses = checkLosses(listener.marks, it.published);
      assert(losses >= 1 && losses <= 3, `${losses}`);
    });
  });
}

for (const [name, options] of Object.entries(transports)) {
  Deno.test(`Push disconnects over ${name} with its last subscriber`, async () => {
    await real(async ({ server, live }) => {
      {
        using first = new Listener(live);
        using second = new Listener(live);
        await first.until(() => first.isUp);
        await second.until(() => second.isUp);
      }
      await server.until(() => server.count("/meta/disconnect") === 1);
      const connection = server.received.filter(({ subscription }) =>
        subscription === own
      );
      assertEquals(connection.map(({ channel }) => channel), [
        "/meta/subscribe",
      ]);
      assertEquals(connection[0]?.ext?.access_token, "token");
    }, options);
  });
}

Deno.test("Push types over npm's faye server, and hears of it", async () => {
  await real(async ({ live }) => {
    const conversation = { otherUserId: "30" };
    const typing = new Promise<unknown>((resolve) => {
      const events = live.events(conversation).subscribe((event) => {
        events.unsubscribe();
        resolve(event.data);
      });
      const signals = live.watch(conversation).subscribe(({ type }) => {
        if (type !== "up") return;
        signals.unsubscribe();
        live.typing(conversation).subscribe();
      });
    });
    const event = await within(60_000, "Typing", typing);
    const { type, user_id } = event as Record<string, unknown>;
    assertEquals([type, user_id], ["typing", "70"]);
  });
});
