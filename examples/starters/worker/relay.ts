import { catchUp, Client } from "@rxgroupme/client";
import { durableObjectCursor } from "@rxgroupme/client/cursors/durable_object";
import { Sink } from "@rxgroupme/client/webhook";
import { count, lastValueFrom, takeWhile } from "rxjs";
import type { Env, ObjectContext } from "./platform.ts";

/** The messages of one alarm, as the platform bounds what that may do. */
const MAX_MESSAGES = 40;
/** How often to read where no callback comes, in ms. */
const IDLE_MS = 300_000;
/** The wait after a failure, in ms. */
const RETRY_AFTER_MS = 30_000;

/** The Durable Object of one group: it sleeps until its alarm rings. */
export class Relay {
  readonly #storage: ObjectContext["storage"];
  readonly #client: Client;
  readonly #sink: Sink;

  /** Called by the platform whenever the object is not in memory. */
  constructor({ storage }: ObjectContext, env: Env) {
    this.#storage = storage;
    this.#client = Client.fromToken(env.GROUPME_TOKEN);
    this.#sink = new Sink(env.SINK_URL);
  }

  /** Somebody wrote in the group: sets the alarm to now. */
  async fetch(request: Request): Promise<Response> {
    await this.#storage.put("group", await request.text());
    await this.#storage.setAlarm(Date.now());
    return new Response();
  }

  /** Relays what is new, in order, and sets the next alarm. */
  async alarm(): Promise<void> {
    try {
      const relayed = await this.#relay();
      await this.#wakeIn(relayed < MAX_MESSAGES ? IDLE_MS : 0);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      await this.#wakeIn(RETRY_AFTER_MS);
    }
  }

  /** The number of messages that were passed on. */
  async #relay(): Promise<number> {
    const group = `${await this.#storage.get("group")}`;
    // Moves past a message once the sink has taken it, and no sooner.
    const cursor = durableObjectCursor(this.#storage, "cursor");
    const tail = this.#client.groups.messages(group).tail({ cursor });
    const relayed$ = catchUp(tail, {
      cursor,
      handle: ({ id, name, text }) =>
        this.#sink.post(id, { content: `${name}: ${text ?? ""}` }),
    });
    return await lastValueFrom(
      relayed$.pipe(takeWhile((_, i) => i + 1 < MAX_MESSAGES, true), count()),
    );
  }

  /** Sets the alarm, unless a callback has set it to an earlier time. */
  async #wakeIn(ms: number): Promise<void> {
    const time = Date.now() + ms;
    const set = await this.#storage.getAlarm();
    if (set === null || time < set) await this.#storage.setAlarm(time);
  }
}
