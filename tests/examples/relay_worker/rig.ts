import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { filter, firstValueFrom, startWith, Subject, timeout } from "rxjs";
import {
  type Bindings,
  type Miniflare,
  withWorker,
} from "../../support/workerd.ts";
import { Served } from "../../cli/served.ts";
import type { SinkServer } from "../../webhook/sink_server.ts";

/** The secret part of the address that GroupMe calls. */
export const secret = "8c1df0a4-2f0b-4c59-b6b1-6b1f2d3e9c40";

/** Where GroupMe calls the worker. */
export const hookUrl = `https://relay.example/hook/${secret}`;

/** What whoever deploys it posts there, to have it begin with a group. */
export function ring(groupId: string, id: string = groupId): RequestInit {
  const body = JSON.stringify({ group_id: groupId, id });
  return { method: "POST", body };
}

/** A GroupMe that is served, and tells how often a group was polled. */
export class WatchedGroupMe extends Served {
  readonly #polls: Map<string, number>;
  readonly #changes: Subject<void>;

  constructor(simulator: GroupMeSimulator) {
    const polls = new Map<string, number>();
    const changes = new Subject<void>();
    super(simulator, ({ pathname }) => {
      polls.set(pathname, (polls.get(pathname) ?? 0) + 1);
      changes.next();
    });
    this.#polls = polls;
    this.#changes = changes;
  }

  /** How often its messages were asked for. */
  polls({ id }: { id: string }): number {
    return this.#polls.get(`/v3/groups/${id}/messages`) ?? 0;
  }

  /** Waits until they were so often: the second time the first was of use. */
  async polled(group: { id: string }, n: number): Promise<void> {
    const enough = this.#changes.pipe(
      startWith(undefined),
      filter(() => this.polls(group) >= n),
      timeout({ first: 60_000 }),
    );
    await firstValueFrom(enough);
  }
}

/** What the worker is bound to, as `wrangler.jsonc` says, but to fakes. */
export function bindingsTo(
  { env }: Served,
  { url }: SinkServer,
  idleSeconds = 300,
): Bindings {
  return {
    durableObjects: { RELAYS: { className: "Relay", useSQLite: true } },
    bindings: {
      GROUPME_TOKEN: env.GROUPME_TOKEN ?? "",
      GROUPME_API: env.GROUPME_API ?? "",
      HOOK_SECRET: secret,
      SINK_URL: url,
      IDLE_SECONDS: `${idleSeconds}`,
    },
  };
}

/** A GroupMe whose bots call the worker; while there is none, a call is lost. */
export function calling(): {
  simulator: GroupMeSimulator;
  caller: { relay?: RelayWorker };
} {
  const caller: { relay?: RelayWorker } = {};
  const simulator = new GroupMeSimulator({
    onCallback: async (request) => {
      const body = await request.text();
      await caller.relay?.send(request.url, { method: "POST", body });
    },
  });
  return { simulator, caller };
}

/** The worker on workerd, which can be killed and goes on with what it kept. */
export class RelayWorker implements AsyncDisposable {
  readonly #run: (use: (worker: Miniflare) => Promise<void>) => Promise<void>;
  readonly #dir: string;
  #life:
    | { worker: Miniflare; end: () => void; ended: Promise<void> }
    | undefined;

  private constructor(script: string, bindings: Bindings, dir: string) {
    this.#run = (use) => withWorker(script, bindings, use, dir);
    this.#dir = dir;
  }

  /** Starts it for the first time. */
  static async start(script: string, bindings: Bindings): Promise<RelayWorker> {
    const dir = await Deno.makeTempDir();
    const worker = new RelayWorker(script, bindings, dir);
    await worker.#start();
    return worker;
  }

  /** Kills it, in the midst of whatever it does, and starts it again. */
  async kill(): Promise<void> {
    await this.#kill();
    await this.#start();
  }

  /** Throws the object of a group out of memory, in the midst of things. */
  async evict(groupId: string): Promise<void> {
    await this.send(`https://relay.example/${groupId}`, { method: "DELETE" });
  }

  /** Sends it a request; while there is no worker, that fails. */
  async send(url: string, init: RequestInit): Promise<number> {
    const response = await this.#life?.worker.dispatchFetch(url, init);
    await response?.arrayBuffer();
    return response?.status ?? 0;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#kill();
    await Deno.remove(this.#dir, { recursive: true });
  }

  async #start(): Promise<void> {
    const { promise: end, resolve } = Promise.withResolvers<void>();
    const started = Promise.withResolvers<Miniflare>();
    const ended = this.#run(async (worker) => {
      await worker.ready;
      started.resolve(worker);
      await end;
    });
    ended.catch(started.reject);
    this.#life = { worker: await started.promise, end: resolve, ended };
  }

  async #kill(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    life?.end();
    await life?.ended;
  }
}
