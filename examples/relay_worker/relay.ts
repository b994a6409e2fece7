import { catchUp, Client, type Message } from "@rxgroupme/client";
import { changeOf, type MessageChange } from "@rxgroupme/client/changes";
import { durableObjectCursor } from "@rxgroupme/client/cursors/durable_object";
import {
  Sink,
  type SinkAnswer,
  SinkError,
  type SinkRequest,
} from "@rxgroupme/client/webhook";
import {
  catchError,
  concatMap,
  count,
  defer,
  from,
  lastValueFrom,
  map,
  type Observable,
  of,
  takeWhile,
  tap,
} from "rxjs";
import { Copies } from "./copies.ts";
import { idOf, toContent, toDiscord } from "./discord.ts";
import type { Env, ObjectContext } from "./platform.ts";

/** The messages of one alarm, as the platform bounds what that may do. */
const MAX_MESSAGES = 40;
/** The wait after a failure, in ms. */
const RETRY_AFTER_MS = 30_000;
/** How long one alarm may run, in ms; the platform gives it fifteen minutes. */
const MAX_RUN_MS = 300_000;

/** The Durable Object of one group: it sleeps until its alarm rings. */
export class Relay {
  readonly #storage: ObjectContext["storage"];
  readonly #cursor: ReturnType<typeof durableObjectCursor>;
  readonly #client: Client;
  readonly #copies: Copies;
  readonly #sink: Sink;
  readonly #idle: number;

  /** Called when the platform needs the object and does not have it in memory. */
  constructor({ storage }: ObjectContext, env: Env) {
    const { GROUPME_TOKEN: token, GROUPME_API: baseUrls } = env;
    this.#storage = storage;
    this.#cursor = durableObjectCursor(storage, "cursor");
    this.#client = new Client({ token, baseUrls: baseUrls || undefined });
    this.#copies = new Copies(storage);
    this.#sink = new Sink(env.SINK_URL);
    this.#idle = 1_000 * Number(env.IDLE_SECONDS);
  }

  /** Somebody wrote in the group: sets the alarm to now. */
  async fetch(request: Request): Promise<Response> {
    await this.#storage.put("group", await request.text());
    await this.#wakeIn(0);
    return new Response();
  }

  /**
   * Relays what is new. The platform runs one alarm at a time, and repeats one
   * that dies.
   */
  async alarm(): Promise<void> {
    const group = String(await this.#storage.get("group"));
    const end = Date.now() + MAX_RUN_MS;
    const isMore = (relayed: number) =>
      relayed < MAX_MESSAGES && Date.now() < end;
    const wait = defer(() => this.#relay(group)).pipe(
      takeWhile((_, i) => isMore(i + 1), true),
      count(),
      map((relayed) => isMore(relayed) ? this.#idle : 0),
      catchError((error) => {
        console.error(`Group ${group}: ${error.message}`);
        const wait = error instanceof SinkError ? error.wait : 0;
        return of(Math.max(RETRY_AFTER_MS, wait));
      }),
    );
    await this.#wakeIn(await lastValueFrom(wait));
  }

  #relay(group: string): Observable<Message> {
    const cursor = this.#cursor;
    const tail = this.#client.groups.messages(group).tail({ cursor });
    return catchUp(tail, {
      cursor,
      handle: (message) => this.#handle(message),
    });
  }

  /** Follows an edit or a deletion of a copy, and posts everything else. */
  #handle(message: Message): Observable<unknown> {
    const change = changeOf(message);
    if (!change) return this.#post(message);
    return from(this.#copies.find(change.messageId)).pipe(
      concatMap((copyId) => {
        const request = copyId && changing(copyId, change);
        return request ? this.#send(message, request) : this.#post(message);
      }),
    );
  }

  #post(message: Message): Observable<unknown> {
    const body = toDiscord(message);
    return this.#send(message, { rest: "?wait=true", body }).pipe(
      concatMap(async ({ text }) => {
        const copyId = idOf(text);
        if (copyId) await this.#copies.add(message.id, copyId);
      }),
    );
  }

  #send(
    { id }: Message,
    request: Omit<SinkRequest, "key">,
  ): Observable<SinkAnswer> {
    return this.#sink.send({ key: id, ...request }).pipe(
      tap(({ isTaken }) => {
        if (!isTaken) console.warn(`Refused for good: message ${id}`);
      }),
    );
  }

  /** Sets the alarm, unless it is set to an earlier time. */
  async #wakeIn(ms: number): Promise<void> {
    const time = Date.now() + ms;
    const set = await this.#storage.getAlarm();
    if (set === null || time < set) await this.#storage.setAlarm(time);
  }
}

/** The request that changes a copy as its original was; none for a pin. */
function changing(
  copyId: string,
  change: MessageChange,
): Omit<SinkRequest, "key"> | undefined {
  const rest = `/messages/${copyId}`;
  switch (change.type) {
    case "edited":
      return { method: "PATCH", rest, body: toContent(change) };
    case "removed":
      return { method: "DELETE", rest };
  }
}
