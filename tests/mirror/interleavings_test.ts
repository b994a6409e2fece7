import { assert, assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import * as fc from "fast-check";
import { memoryMirror, type MirrorStore } from "@rxgroupme/client/mirror";
import { changeOf } from "../../lib/changes/message_change.ts";
import {
  addToCoverage,
  type Coverage,
  maxId,
  minId,
  missingRanges,
  nextId,
  rangeOf,
} from "../../lib/mirror/coverage.ts";
import { type PageAnchor, provenRange } from "../../lib/mirror/proof.ts";
import { idAt, ServerClock } from "../../lib/mirror/server_clock.ts";
import { compareIds } from "../../lib/util/ids.ts";
import type { MessageData } from "../../lib/wire/message.ts";
import { SEED } from "./seed.ts";

const NAME = "group:1";
const { read } = new Client({ token: "token" }).groups.messages("1").source;
const LATENESS_MS = 5_000;
const START_MS = 1_754_052_300_000;

interface Kept {
  row: MessageData & { id: string };
  visibleAt: number;
  isGone: boolean;
}

/** A conversation on a server: what is written may be seen a little later. */
class Conversation {
  now = START_MS;
  readonly all: Kept[] = [];
  #count = 0;

  post(delay = 0, event?: MessageData["event"]): void {
    const id = String(BigInt(idAt(this.now)) + BigInt(this.#count++ % 1_000));
    const created_at = Math.floor(this.now / 1_000);
    const text = `m${this.#count}`;
    const row = { id, created_at, text, event, system: event !== undefined };
    this.all.push({ row, visibleAt: this.now + delay, isGone: false });
  }

  get visible(): readonly Kept[] {
    return this.all.filter((it) => !it.isGone && it.visibleAt <= this.now)
      .sort((a, b) => compareIds(a.row.id, b.row.id));
  }

  page(
    { beforeId, afterId }: PageAnchor,
    limit: number,
  ): readonly (MessageData & { id: string })[] {
    const rows = this.visible.map(({ row }) => row);
    if (afterId) {
      return rows.filter(({ id }) => compareIds(id, afterId) > 0)
        .slice(0, limit);
    }
    return rows.filter(({ id }) => !beforeId || compareIds(id, beforeId) < 0)
      .reverse().slice(0, limit);
  }

  change(place: number, kind: "edit" | "sender" | "admin"): void {
    const candidates = this.visible.filter(({ row }) =>
      !row.event && !row.deleted_at
    );
    const it = candidates[place % Math.max(1, candidates.length)];
    if (!it) return;
    this.now += 1_000;
    const at = Math.floor(this.now / 1_000);
    const message_id = it.row.id;
    if (kind === "edit") {
      const message = { text: `${it.row.text}e`, attachments: [] };
      it.row = { ...it.row, ...message, updated_at: at };
      const data = { message_id, updated_at: at, message };
      return this.post(0, { type: "message.update", data });
    }
    if (kind === "admin") it.isGone = true;
    else {
      const text = "This message was deleted";
      const left = { deleted_at: at, deletion_actor: "sender" };
      it.row = { ...it.row, text, attachments: [], ...left };
    }
    const data = { message_id, deleted_at: at, deletion_actor: kind };
    this.post(0, { type: "message.deleted", data });
  }
}

/** A page that was asked for, and is stored now or later. */
type Stored = () => Promise<void>;

class Writer {
  readonly #clock: ServerClock;

  constructor(readonly server: Conversation, readonly store: MirrorStore) {
    this.#clock = new ServerClock(() => server.now);
  }

  get horizon(): string {
    return this.#clock.cutoff(LATENESS_MS);
  }

  ask(anchor: PageAnchor, limit: number): Stored {
    const asked = this.horizon;
    const rows = this.server.page(anchor, limit);
    const times = rows.map(({ id, created_at }) =>
      this.#clock.see(id, created_at)
    );
    const byPage = idAt(Math.max(...times) - LATENESS_MS);
    const horizon = maxId(asked, byPage);
    const proven = provenRange(anchor, rows.map(({ id }) => id), horizon);
    const changes = rows.map((data) => changeOf(read(data)))
      .filter((it) => it !== undefined);
    return async () => {
      const before = await this.store.coverage(NAME);
      const coverage = proven
        ? addToCoverage(before, { ...proven, asOf: 1 })
        : before;
      await this.store.write({ name: NAME, rows, changes, coverage });
    };
  }
}

async function assertNoLie(
  server: Conversation,
  store: MirrorStore,
): Promise<void> {
  const coverage: Coverage = await store.coverage(NAME);
  const rows = await store.read(NAME, { limit: 10_000 });
  const stored = new Set(rows.map(({ id }) => id));
  for (const { row } of server.visible) {
    if (!rangeOf(coverage, row.id)) continue;
    assert(stored.has(row.id), `${row.id} is covered, and missing`);
  }
}

const numbered = <Names extends string>(most: number, ...names: Names[]) =>
  fc.record({ do: fc.constantFrom(...names), n: fc.nat(most) });

// Enough late messages and reads that a claim of too much is found.
const step = fc.oneof(
  { weight: 3, arbitrary: numbered(LATENESS_MS, "post") },
  { weight: 2, arbitrary: numbered(0, "post") },
  { weight: 1, arbitrary: numbered(9_000, "wait") },
  { weight: 2, arbitrary: numbered(30, "edit", "sender", "admin") },
  {
    weight: 4,
    arbitrary: numbered(60, "newest", "newest", "before", "after", "made-up"),
  },
  { weight: 1, arbitrary: numbered(9, "keep", "write", "other") },
);

Deno.test("coverage never claims what is missing, and a copy ends as the truth, in 10,000 interleavings", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 50 }), async (steps) => {
      const server = new Conversation();
      const store = memoryMirror();
      const writers = [new Writer(server, store), new Writer(server, store)];
      let turn = 0;
      let isKeeping = false;
      const kept: Stored[] = [];
      for (const { do: what, n } of steps) {
        server.now += 37;
        const writer = writers[turn % 2];
        if (!writer) continue;
        const ids = server.all.map(({ row }) => row.id);
        const anchorId = ids[n % Math.max(1, ids.length)];
        if (what === "post") server.post(n);
        if (what === "wait") server.now += n;
        if (what === "edit" || what === "sender" || what === "admin") {
          server.change(n, what);
        }
        if (what === "keep") isKeeping = true;
        if (what === "other") turn += 1;
        if (what === "write") {
          isKeeping = false;
          for (const it of kept.splice(0).reverse()) await it();
        }
        const anchors: Record<string, PageAnchor | undefined> = {
          newest: {},
          before: anchorId ? { beforeId: anchorId } : undefined,
          after: anchorId ? { afterId: anchorId } : undefined,
          "made-up": n % 2
            ? { beforeId: idAt(START_MS + n * 1_000) }
            : { afterId: idAt(START_MS + n * 1_000) },
        };
        const anchor = anchors[what];
        if (anchor) {
          const stored = writer.ask(anchor, 1 + n % 7);
          if (isKeeping) kept.push(stored);
          else await stored();
        }
        await assertNoLie(server, store);
      }
      for (const it of kept.splice(0).reverse()) await it();
      await assertNoLie(server, store);

      // A last run: what is missing up to now, and nothing else.
      server.now += 10_000;
      server.post();
      server.now += LATENESS_MS + 1_000;
      server.post();
      const [writer] = writers;
      assert(writer);
      await writer.ask({}, 5)();
      const lastId = server.all.at(-2)?.row.id ?? "";
      for (let n = 0; n < 500; n++) {
        const to = minId(lastId, writer.horizon);
        const coverage = await store.coverage(NAME);
        const [gap] = missingRanges(coverage, { from: "0", to });
        if (!gap) break;
        await writer.ask({ beforeId: nextId(gap.to) }, 5)();
      }
      const rows = await store.read(NAME, { limit: 10_000 });
      const truth = server.visible.map(({ row }) => row).reverse();
      const upTo = (row: MessageData) => compareIds(row.id ?? "", lastId) <= 0;
      assertEquals(rows.filter(upTo), truth.filter(upTo));
    }),
    { seed: SEED, numRuns: 10_000 },
  );
});
