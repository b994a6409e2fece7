import { assert, assertEquals } from "@std/assert";
import { commit, CursorConflict } from "@rxgroupme/client";
import {
  type WorkersKv,
  workersKvCursor,
} from "@rxgroupme/client/cursors/workers_kv";
import { watch } from "../support/watch.ts";
import { world } from "../support/world.ts";

/** How long what was read once is read again, absence included; in ms. */
const CACHED = 60_000;

/** A namespace, and places of the world where it is read. */
function namespace() {
  const here = world();
  const { clock, simulator, client } = here;
  let kept: string | null = null;
  const place = (): WorkersKv => {
    let cached: { text: string | null; at: number } | undefined;
    return {
      get() {
        const now = clock.now();
        if (!cached || now - cached.at > CACHED) {
          cached = { text: kept, at: now };
        }
        return Promise.resolve(cached.text);
      },
      put: (_key, text) => Promise.resolve(void (kept = text)),
    };
  };
  const group = simulator.addGroup({ history: 3 });
  const run = (kv: WorkersKv) => {
    const cursor = workersKvCursor(kv, "1234");
    const tail = client.groups.messages(group.id).tail({ cursor });
    return watch(tail.pipe(commit(cursor)));
  };
  return { ...here, group, place, run };
}

Deno.test("workersKvCursor() knows what it wrote, whatever it reads", async () => {
  const { clock, simulator, group, place, run } = namespace();
  const kv = place();
  {
    using running = run(kv);
    for (let i = 0; i < 150; i++) {
      await clock.advance(3_000);
      simulator.inject(group);
    }
    await clock.advance(3_000);
    assertEquals(running.values.length, 150);
  }
  await clock.advance(2 * CACHED);
  simulator.inject(group);
  using again = run(kv);
  await clock.advance(10_000);
  assertEquals(again.values.length, 1);
});

Deno.test("workersKvCursor() notices another program when its write has spread", async () => {
  const { clock, simulator, group, place, run } = namespace();
  using first = run(place());
  await clock.advance(2 * CACHED);
  using second = run(place());
  await clock.advance(2 * CACHED);
  simulator.inject(group);
  await clock.advance(2 * CACHED);
  simulator.inject(group);
  await clock.advance(2 * CACHED);
  const errors = [first, second].map(({ error }) => error).filter(Boolean);
  assertEquals(errors.length, 1);
  assert(errors[0] instanceof CursorConflict);
});
