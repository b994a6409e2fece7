import { assert, assertEquals } from "@std/assert";
import { FayeServer } from "../support/faye_server.ts";
import { within } from "../support/within.ts";
import { own } from "./real.ts";

/** A worker that stands for a tab, and what it has received. */
class Tab implements Disposable {
  readonly marks: unknown[] = [];
  readonly #worker: Worker;
  #check = () => {};

  constructor(port: number) {
    const url = new URL("./tab_worker.ts", import.meta.url);
    this.#worker = new Worker(url, { type: "module" });
    this.#worker.onmessage = ({ data }) => {
      this.marks.push(data);
      this.#check();
    };
    this.#worker.postMessage({ port });
  }

  /** Resolves when this is the last that came. */
  until(mark: unknown): Promise<void> {
    const come = new Promise<void>((resolve) => {
      this.#check = () => this.marks.at(-1) === mark && resolve();
      this.#check();
    });
    return within(120_000, `Waiting for ${mark}`, come);
  }

  [Symbol.dispose](): void {
    this.#worker.terminate();
  }
}

Deno.test("acrossTabs() shares one connection to npm's faye server among workers, and survives its leader", async () => {
  await using server = await FayeServer.start({ timeout: 2 });
  const publish = (id: number) =>
    server.publish(own, {
      type: "line.create",
      subject: { id: String(id), group_id: "5" },
    });
  const clients = () =>
    new Set(
      server.received.filter(({ subscription }) => subscription === own)
        .map(({ clientId }) => clientId),
    ).size;
  const leader = new Tab(server.port);
  await leader.until("up");
  using second = new Tab(server.port);
  using third = new Tab(server.port);
  await Promise.all([second.until("up"), third.until("up")]);
  await publish(1);
  await Promise.all([leader, second, third].map((it) => it.until(1)));
  assertEquals(clients(), 1);
  leader[Symbol.dispose]();
  await Promise.all([second.until("up"), third.until("up")]);
  for (const { marks } of [second, third]) {
    assert(marks.indexOf("down", marks.indexOf(1)) > 0, `${marks}`);
  }
  await publish(2);
  await Promise.all([second.until(2), third.until(2)]);
  assertEquals(clients(), 2);
});
