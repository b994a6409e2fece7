import { assert, assertEquals } from "@std/assert";
import { defer, from, NEVER, Observable, of, Subject, throwError } from "rxjs";
import type { GroupMessageData } from "@rxgroupme/client";
import { webhook } from "@rxgroupme/client/webhook";
import { callback, deliveriesTo, secret } from "./delivery.ts";

Deno.test("webhook() does nothing before a request", async () => {
  const touched: string[] = [];
  const note = (what: string) => () => void touched.push(what);
  webhook({
    secret,
    dedupe: { has: note("has") as () => never, add: note("add") },
    handle: note("handle") as () => never,
  });
  await Promise.resolve();
  assertEquals(touched, []);
});

Deno.test("webhook() handles each message once", async () => {
  const handled: GroupMessageData[] = [];
  const hook = webhook({ secret, handle: (data) => [handled.push(data)] });
  const { deliver, activity, settled } = deliveriesTo(hook);
  assertEquals(await deliver(), 200);
  await settled();
  assertEquals(await deliver(), 200);
  assertEquals(await deliver({ id: "2", text: "again?" }), 200);
  await settled();
  assertEquals(handled, [callback(), callback({ id: "2", text: "again?" })]);
  assertEquals(
    activity.map(({ type }) => type),
    ["handled", "duplicate", "handled"],
  );
});

Deno.test("webhook() answers before the handler has completed", async () => {
  const handling = new Subject<never>();
  const hook = webhook({ secret, handle: () => handling });
  const { deliver, activity, settled } = deliveriesTo(hook);
  assertEquals(await deliver(), 200);
  assert(handling.observed);
  assertEquals(activity, []);
  handling.complete();
  await settled();
  assertEquals(activity, [{ type: "handled", data: callback() }]);
});

const handlers = {
  "a promise": () => Promise.resolve(1),
  "a promise of nothing": async () => {},
  "an Observable of many": () => of(1, 2, 3),
  "an Observable of none": () => from([]),
  "an Observable that takes its time": () => defer(() => Promise.resolve()),
  "an async generator": async function* () {
    yield await Promise.resolve(1);
  },
};
for (const [name, handle] of Object.entries(handlers)) {
  Deno.test(`webhook() waits for ${name}`, async () => {
    const { deliver, activity, settled } = deliveriesTo(
      webhook({ secret, handle }),
    );
    assertEquals(await deliver(), 200);
    await settled();
    assertEquals(activity, [{ type: "handled", data: callback() }]);
  });
}

const failure = new Error("the sink is down");
const failures = {
  "throws": () => {
    throw failure;
  },
  "rejects": () => Promise.reject(failure),
  "errors": () => throwError(() => failure),
  "errors after a value": () =>
    new Observable((subscriber) => {
      subscriber.next(1);
      subscriber.error(failure);
    }),
};
for (const [name, fail] of Object.entries(failures)) {
  Deno.test(`webhook() lets a message through again whose handler ${name}`, async () => {
    let tries = 0;
    const hook = webhook({
      secret,
      handle: () => ++tries < 3 ? fail() : of(tries),
    });
    const { deliver, activity, settled } = deliveriesTo(hook);
    for (let i = 0; i < 4; i++) {
      assertEquals(await deliver(), 200);
      await settled();
    }
    assertEquals(tries, 3);
    const data = callback();
    assertEquals(activity, [
      { type: "failed", data, error: failure },
      { type: "failed", data, error: failure },
      { type: "handled", data },
      { type: "duplicate", data },
    ]);
  });
}

Deno.test("webhook() reads a message as it is told, and tells if it cannot", async () => {
  const texts: string[] = [];
  const hook = webhook({
    secret,
    read: ({ text }) => {
      if (!text) throw failure;
      return { words: text.split(" ") };
    },
    handle: ({ words }) => [texts.push(...words)],
  });
  const { deliver, activity, settled } = deliveriesTo(hook);
  await deliver({ id: "1", text: "low tide" });
  await deliver({ id: "2", text: null });
  await settled();
  assertEquals(texts, ["low", "tide"]);
  assertEquals(activity.map(({ type }) => type).sort(), ["failed", "handled"]);
});

Deno.test("webhook() handles messages concurrently", async () => {
  const handlings: Subject<never>[] = [];
  const hook = webhook({
    secret,
    handle: () => handlings[handlings.push(new Subject()) - 1] ?? NEVER,
  });
  const delivery = deliveriesTo(hook);
  for (const id of ["1", "2", "3"]) {
    assertEquals(await delivery.deliver({ id }), 200);
  }
  assertEquals(handlings.length, 3);
  for (const it of handlings.reverse()) it.complete();
  await delivery.settled();
  assertEquals(
    delivery.activity.flatMap((it) => it.type === "handled" ? it.data.id : []),
    ["3", "2", "1"],
  );
});
