import { assert, assertEquals } from "@std/assert";
import { mirror, type MirrorStore } from "@rxgroupme/client/mirror";
import { lastValueFrom, type Subscription } from "rxjs";
import { rangeOf } from "../../lib/mirror/coverage.ts";
import {
  type Account,
  accountOf,
  assertEqualsServer,
  heldStore,
} from "./account.ts";
import { STORE_KINDS, type TestStore } from "./stores.ts";

/**
 * Of the points at which a run can be cut each so many-th is tried: all with
 * `RXGROUPME_KILL_STRIDE=1`.
 */
const STRIDES: Record<string, number> = {
  "memoryMirror()": 16,
  "sqliteMirror()": 24,
  "ndjsonMirror()": 24,
  "indexedDbMirror()": 120,
};
const CONVERSATIONS = 20;
const MESSAGES = 250;

/** Counts the points of a run, and cuts it at one. */
class Cut {
  points = 0;
  run: Subscription | undefined;

  constructor(readonly at: number) {}

  readonly tick = (): void => {
    if (++this.points === this.at) this.run?.unsubscribe();
  };

  async around<T>(work: () => T | Promise<T>): Promise<T> {
    this.tick();
    const result = await work();
    this.tick();
    return result;
  }
}

/** A store whose every use is a point before it, and one after it. */
function cutStore(store: MirrorStore, cut: Cut): MirrorStore {
  return {
    ...store,
    coverage: (name) => cut.around(() => store.coverage(name)),
    read: (name, range) => cut.around(() => store.read(name, range)),
    write: (batch) => cut.around(() => store.write(batch)),
  };
}

/** Runs a mirror that is cut at a point, and tells how many points it had. */
async function runCut(
  { simulator, connect, clock }: Account,
  store: TestStore,
  at: number,
): Promise<number> {
  const cut = new Cut(at);
  const client = connect({
    fetch: (request) => cut.around(() => simulator.fetch(request)),
  });
  const held = cutStore(heldStore(store, clock), cut);
  await clock.until(
    new Promise<void>((resolve, reject) => {
      cut.run = mirror(client, held).subscribe({ error: reject });
      cut.run.add(resolve);
    }),
  );
  await clock.settle();
  return cut.points;
}

for (const { name, place, isLasting } of STORE_KINDS) {
  Deno.test(`mirror() into ${name} goes on from wherever it was cut`, async () => {
    const stride = Number(
      Deno.env.get("RXGROUPME_KILL_STRIDE") ?? STRIDES[name],
    );
    let points = Infinity;
    let tried = 0;
    let again = 0;
    for (let at = 1; at <= points; at += stride) {
      await place(async (open) => {
        const account = accountOf({
          groups: CONVERSATIONS,
          messages: MESSAGES,
          seed: 7,
        });
        let store = open();
        const counted = await runCut(account, store, at);
        if (counted < at) {
          points = counted;
          await store[Symbol.asyncDispose]();
          return;
        }
        if (isLasting) {
          await store[Symbol.asyncDispose]();
          store = open();
        }
        const before = new Map<
          string,
          Awaited<ReturnType<MirrorStore["coverage"]>>
        >();
        for (const it of account.ids.keys()) {
          before.set(account.ids.get(it) ?? "", await store.coverage(it));
        }
        const { simulator, clock } = account;
        let wasted = 0;
        const counting = account.connect({
          fetch: async (request) => {
            const response = await simulator.fetch(request);
            const [, id = ""] = /groups\/(\d+)\/messages/.exec(request.url) ??
              [];
            const coverage = before.get(id);
            if (!coverage || response.status !== 200) return response;
            const { response: { messages } } = await response.clone().json();
            const isKnown = messages.every((it: { id: string }) =>
              rangeOf(coverage, it.id)
            );
            if (isKnown) wasted += 1;
            return response;
          },
        });
        await clock.until(
          lastValueFrom(mirror(counting, heldStore(store, clock))),
        );
        assert(wasted <= 1, `${wasted} pages again, cut at ${at}`);
        again += wasted;
        await assertEqualsServer(store, account);
        await store[Symbol.asyncDispose]();
        tried += 1;
      });
    }
    console.log(`${name}: ${tried} of ${points} points, ${again} pages again`);
    assertEquals(Number.isFinite(points), true);
  });
}
