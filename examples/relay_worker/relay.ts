import { Client, type Message } from "@rxgroupme/client";
import { durableObjectCursor } from "@rxgroupme/client/cursors/durable_object";
import {
  catchError,
  count,
  defer,
  lastValueFrom,
  map,
  of,
  takeWhile,
  tap,
} from "rxjs";
import { catchUp } from "../catch_up.ts";
import { Sink, SinkError } from "../sink.ts";
import { toDiscord } from "./discord.ts";
import type { Env, ObjectContext } from "./platform.ts";

/** So many messages at a time: the platform bounds what one alarm may do. */
const PORTION = 40;
/** The wait after a failure, in ms. */
const PAUSE = 30_000;
/** After so long, in ms, it is a portion too: an alarm has fifteen minutes. */
const LONGEST = 300_000;

/** The Durable Object of one group: it sleeps until its alarm rings. */
export class Relay {
  readonly #storage: ObjectContext["storage"];
  readonly #cursor: ReturnType<typeof durableObjectCursor>;
  readonly #client: Client;
  readonly #sink: Sink;
  readonly #idle: number;

  /** Whenever the platform needs the object and has it nowhere in memory. */
  constructor({ storage }: ObjectContext, env: Env) {
    const { GROUPME_TOKEN: token, GROUPME_API: api } = env;
    this.#storage = storage;
    this.#cursor = durableObjectCursor(storage, "cursor");
    const baseUrls = api ? { api: `${api}/v3` } : undefined;
    this.#client = new Client({ token, baseUrls });
    this.#sink = new Sink(env.SINK_URL);
    this.#idle = 1_000 * Number(env.IDLE_SECONDS);
  }

  /** Somebody wrote in the group: rings the alarm. */
  async fetch(request: Request): Promise<Response> {
    await this.#storage.put("group", await request.text());
    await this.#lookIn(0);
    return new Response();
  }

  /**
   * Relays what is new. There is never more than one at work, and one that dies
   * on the way is rung again.
   */
  async alarm(): Promise<void> {
    const group = String(await this.#storage.get("group"));
    const end = Date.now() + LONGEST;
    const isMore = (relayed: number) => relayed < PORTION && Date.now() < end;
    const wait = defer(() => this.#relay(group)).pipe(
      takeWhile((_, i) => isMore(i + 1), true),
      count(),
      map((relayed) => isMore(relayed) ? this.#idle : 0),
      catchError((error) => {
        console.error(`Group ${group}: ${error.message}`);
        const wait = error instanceof SinkError ? error.wait : 0;
        return of(Math.max(PAUSE, wait));
      }),
    );
    await this.#lookIn(await lastValueFrom(wait));
  }

  #relay(group: string) {
    const cursor = this.#cursor;
    const tail = this.#client.groups.messages(group).tail({ cursor });
    return catchUp(tail, {
      cursor,
      work: (message) => this.#post(message),
    });
  }

  #post(message: Message) {
    return this.#sink.post(message.id, toDiscord(message)).pipe(
      tap((isTaken) => {
        if (!isTaken) console.warn(`Refused for good: message ${message.id}`);
      }),
    );
  }

  /** Sets the alarm, unless it rings before that. */
  async #lookIn(ms: number): Promise<void> {
    const time = Date.now() + ms;
    const set = await this.#storage.getAlarm();
    if (set === null || time < set) await this.#storage.setAlarm(time);
  }
}
