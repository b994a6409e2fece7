import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { audit, mirror, type MirrorStore } from "@rxgroupme/client/mirror";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";
import type { MessageData } from "../../lib/wire/message.ts";
import { oneOf, type Random, randomOf } from "../support/mutate.ts";
import { heldStore, serverRows, storeRows } from "./account.ts";
import { SEED } from "./seed.ts";
import { inDirectory, STORE_KINDS, type TestStore } from "./stores.ts";

const SCHEDULES = 3;
const CUTS = 4;
const MESSAGES = 450;

/** An account in which people write, and change what they wrote. */
class Town {
  readonly clock = new VirtualClock();
  readonly simulator = new GroupMeSimulator({
    scheduler: this.clock,
    latency: 40,
  });
  readonly teo = this.simulator.addUser({ name: "Teo Marsh" });
  readonly #history = { count: MESSAGES, everyMs: 60_000 };
  readonly family = this.simulator.addGroup({
    members: [this.teo],
    history: this.#history,
  });
  readonly topic = this.family.addTopic({
    name: "Dinners",
    history: this.#history,
  });
  readonly club = this.simulator.addGroup({
    members: [this.teo],
    history: this.#history,
  });
  readonly chat = this.simulator.addChat(this.teo, { history: this.#history });
  readonly handles = [this.family, this.topic, this.club, this.chat];
  readonly names = [
    `group:${this.family.id}`,
    `topic:${this.topic.id}`,
    `group:${this.club.id}`,
    `chat:${this.chat.id}`,
  ];
  readonly random: Random;

  constructor(seed: number) {
    this.random = randomOf(seed);
  }

  client(): Client {
    const { token, fetch } = this.simulator;
    return new Client({ token, fetch, scheduler: this.clock });
  }

  /** Somebody does something, to a message of any age. */
  act(): void {
    const { random, simulator } = this;
    const handle = oneOf(this.handles, random);
    const author = oneOf([this.teo, simulator.me], random);
    const { id } = simulator.inject(handle, {
      userId: author.id,
      text: "news",
    });
    const index = Math.floor(random() * handle.size);
    const any = handle.messageAt(index);
    const at = oneOf(["write", "edit", "delete", "react", "pin"], random);
    if (at === "edit") handle.editBy(author, id, "other news");
    if (at === "delete") handle.deleteBy(author, id);
    const sender = [this.teo, simulator.me].find((it) =>
      it.id === any?.sender_id
    );
    if (!any || !sender || any.deleted_at) return;
    if (at === "react") handle.reactBy(this.teo, any.id, "🔥");
    if (at === "pin") handle.pinBy(simulator.me, any.id);
    if (at === "edit") handle.editBy(sender, any.id, "long ago");
    if (at === "delete") handle.deleteBy(sender, any.id);
  }

  /** Runs a mirror while people act, and cuts it at a random moment. */
  async runCut(store: MirrorStore): Promise<void> {
    const run = mirror(this.client(), heldStore(store, this.clock))
      .subscribe({ error: () => {} });
    const steps = 1 + Math.floor(this.random() * 12);
    for (let n = 0; n < steps; n++) {
      await this.clock.advance(Math.floor(this.random() * 120));
      this.act();
    }
    run.unsubscribe();
    await this.clock.settle();
  }

  /** Runs a mirror to its end while all is quiet. */
  async runWhole(store: MirrorStore): Promise<void> {
    await this.clock.advance(60_000);
    const run = mirror(this.client(), heldStore(store, this.clock));
    await this.clock.until(lastValueFrom(run));
  }

  async assertCopied(store: MirrorStore): Promise<void> {
    for (const name of this.names) {
      const stored = await storeRows(store, name);
      const listed = await this.clock.until(serverRows(this, name));
      assertEquals(stored.map(summaryOf), listed.map(summaryOf), name);
    }
    const report = await this.clock.until(lastValueFrom(
      audit(this.client(), heldStore(store, this.clock), { probes: 8 }),
    ));
    const { missing, extra, stale } = report;
    assertEquals({ missing, extra, stale }, {
      missing: [],
      extra: [],
      stale: [],
    });
  }
}

/** The parts of a message that others change. */
function summaryOf(row: MessageData): unknown {
  const { id, text, updated_at, deleted_at, pinned_at, reactions } = row;
  return { id, text, updated_at, deleted_at, pinned_at, reactions };
}

/** Opens the stores that are a directory somewhere else. */
const OPEN_AT: { readonly [name: string]: (path: string) => TestStore } = {
  "sqliteMirror()": (path) => sqliteMirror(`${path}/a.db`),
  "ndjsonMirror()": (path) => ndjsonMirror(path),
};

async function copyFiles(from: string, to: string): Promise<void> {
  for await (const { name } of Deno.readDir(from)) {
    await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

for (const { name, place } of STORE_KINDS) {
  Deno.test(`mirror() into ${name} ends as the truth, cut while messages are written, edited, deleted, liked and pinned`, async () => {
    for (let n = 0; n < SCHEDULES; n++) {
      const town = new Town(SEED + n);
      await place(async (open, path) => {
        const store = open();
        for (let cut = 0; cut < CUTS; cut++) await town.runCut(store);
        const openAt = OPEN_AT[name];
        if (openAt) {
          // Taken to another machine as it is; the two go on apart.
          await inDirectory(async (elsewhere) => {
            await copyFiles(path, elsewhere);
            const copy = openAt(elsewhere);
            await town.runCut(copy);
            await town.runWhole(copy);
            await town.assertCopied(copy);
            await copy[Symbol.asyncDispose]();
          });
        }
        await town.runCut(store);
        await town.runWhole(store);
        await town.assertCopied(store);
        await store[Symbol.asyncDispose]();
      });
    }
  });
}
