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
    seen: { has: note("has") as () => never, add: note("add") },
    work: note("work") as () => never,
  });
  await Promise.resolve();
  assertEquals(touched, []);
});

Deno.test("webhook() hands each message to its work once", async () => {
  const worked: GroupMessageData[] = [];
  const hook = webhook({ secret, work: (data) => [worked.push(data)] });
  const { deliver, activity, works } = deliveriesTo(hook);
  assertEquals(await deliver(), 200);
  await works();
  assertEquals(await deliver(), 200);
  assertEquals(await deliver({ id: "2", text: "again?" }), 200);
  await works();
  assertEquals(worked, [callback(), callback({ id: "2", text: "again?" })]);
  assertEquals(
    activity.map(({ type }) => type),
    ["worked", "repeated", "worked"],
  );
});

Deno.test("webhook() answers before the work is done", async () => {
  const work = new Subject<never>();
  const hook = webhook({ secret, work: () => work });
  const { deliver, activity, works } = deliveriesTo(hook);
  assertEquals(await deliver(), 200);
  assert(work.observed);
  assertEquals(activity, []);
  work.complete();
  await works();
  assertEquals(activity, [{ type: "worked", data: callback() }]);
});

const works = {
  "a promise": () => Promise.resolve(1),
  "a promise of nothing": async () => {},
  "an Observable of many": () => of(1, 2, 3),
  "an Observable of none": () => from([]),
  "an Observable that takes its time": () => defer(() => Promise.resolve()),
  "an async generator": async function* () {
    yield await Promise.resolve(1);
  },
};
for (const [name, work] of Object.entries(works)) {
  Deno.test(`webhook() waits for ${name}`, async () => {
    const { deliver, activity, works } = deliveriesTo(
      webhook({ secret, work }),
    );
    assertEquals(await deliver(), 200);
    await works();
    assertEquals(activity, [{ type: "worked", data: callback() }]);
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
  Deno.test(`webhook() lets a message through again whose work ${name}`, async () => {
    let tries = 0;
    const hook = webhook({
      secret,
      work: () => ++tries < 3 ? fail() : of(tries),
    });
    const { deliver, activity, works } = deliveriesTo(hook);
    for (let i = 0; i < 4; i++) {
      assertEquals(await deliver(), 200);
      await works();
    }
    assertEquals(tries, 3);
    const data = callback();
    assertEquals(activity, [
      { type: "failed", data, error: failure },
      { type: "failed", data, error: failure },
      { type: "worked", data },
      { type: "repeated", data },
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
    work: ({ words }) => [texts.push(...words)],
  });
  const { deliver, activity, works } = deliveriesTo(hook);
  await deliver({ id: "1", text: "low tide" });
  await deliver({ id: "2", text: null });
  await works();
  assertEquals(texts, ["low", "tide"]);
  assertEquals(activity.map(({ type }) => type).sort(), ["failed", "worked"]);
});

Deno.test("webhook() works on messages side by side", async () => {
  const works: Subject<never>[] = [];
  const hook = webhook({
    secret,
    work: () => works[works.push(new Subject()) - 1] ?? NEVER,
  });
  const delivery = deliveriesTo(hook);
  for (const id of ["1", "2", "3"]) {
    assertEquals(await delivery.deliver({ id }), 200);
  }
  assertEquals(works.length, 3);
  for (const work of works.reverse()) work.complete();
  await delivery.works();
  assertEquals(
    delivery.activity.flatMap((it) => it.type === "worked" ? it.data.id : []),
    ["3", "2", "1"],
  );
});
