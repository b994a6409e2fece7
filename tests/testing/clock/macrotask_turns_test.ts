import { assert, assertEquals } from "@std/assert";
import type { MacrotaskTurns } from "../../../lib/testing/clock/macrotask_turns.ts";

/** Makes turns as in a runtime that lacks some of what Deno has. */
async function turnsWithout(...names: string[]): Promise<MacrotaskTurns> {
  const kept = names.map((name) =>
    [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const
  );
  for (const name of names) Reflect.deleteProperty(globalThis, name);
  try {
    // Another address is another module, which looks for itself.
    const address =
      `../../../lib/testing/clock/macrotask_turns.ts?without=${names}`;
    const { MacrotaskTurns: Turns } = await import(address);
    return new Turns();
  } finally {
    for (const [name, property] of kept) {
      if (property) Object.defineProperty(globalThis, name, property);
    }
  }
}

const runtimes = {
  "Deno and Node": [],
  browsers: ["setImmediate"],
  "whatever has timers only": ["setImmediate", "MessageChannel"],
};

for (const [runtime, missing] of Object.entries(runtimes)) {
  Deno.test(`MacrotaskTurns.next() comes after all promises in ${runtime}`, async () => {
    const turns = await turnsWithout(...missing);
    try {
      for (const isSlow of [false, true, false]) {
        let depth = 0;
        const sink = async (): Promise<void> => {
          while (depth < 50) await Promise.resolve(depth++);
        };
        const turn = turns.next(isSlow);
        const sunk = sink();
        await turn;
        assertEquals(depth, 50);
        await sunk;
      }
    } finally {
      turns.close();
    }
    for (const name of missing) assert(name in globalThis);
  });
}

Deno.test("MacrotaskTurns.next() lets timers run where messages would keep them from it", async () => {
  using _ = stub("MessageChannel", EagerChannel);
  const turns = await turnsWithout("setImmediate");
  let isRun = false;
  setTimeout(() => isRun = true, 0);
  // As many as a clock takes for quiet.
  for (let turn = 0; turn < 8; turn++) await turns.next();
  turns.close();
  assert(isRun);
});

/** Messages that go before all else, as on workerd. */
class EagerChannel {
  readonly port1 = { onmessage: () => {}, close: () => {} };
  readonly port2 = {
    postMessage: () => queueMicrotask(() => this.port1.onmessage()),
    close: () => {},
  };
}

/** Puts another value into a global for as long as it is used. */
function stub(name: "MessageChannel", value: unknown): Disposable {
  const { [name]: original } = globalThis;
  Object.assign(globalThis, { [name]: value });
  return {
    [Symbol.dispose]: () =>
      void Object.assign(globalThis, { [name]: original }),
  };
}
