import "fake-indexeddb/auto";
import { Client } from "@rxgroupme/client";
import { editMessage, pinMessage } from "@rxgroupme/client/changes";
import { setReaction } from "@rxgroupme/client/reactions";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";
import { FakeTime } from "../support/fake_time.ts";
import { secret } from "../webhook/delivery.ts";
import { Machine } from "./machine.ts";
import { deploy, type Handler, pageGlobals, replace } from "./platform.ts";
import { socketsOver } from "./socket.ts";

/** Where a program may write; the checkout is not the place. */
const FILES = await Deno.makeTempDir({ prefix: "stage-" });
globalThis.addEventListener("unload", () => {
  Deno.removeSync(FILES, { recursive: true });
});

/** What a program may do; the network, where the stage leaks, it may not. */
export const permissions = {
  read: true,
  write: [FILES],
  env: true,
  sys: true,
};

/** Nothing of a program takes so long, on the busiest machine, in ms. */
const HANGS_MS = 120_000;

// Taken before the time of the stage is faked.
const realNow = performance.now.bind(performance);

/** Where a program of the documentation runs, and GroupMe is simulated. */
export class Stage implements Disposable {
  readonly #stack = new DisposableStack();
  readonly #time = this.#stack.use(new FakeTime());
  readonly #machine = new Machine();
  readonly #simulator: GroupMeSimulator;
  readonly #ada: Client;
  readonly #stranger: Client;
  readonly #files = Deno.makeTempDirSync({ dir: FILES });
  readonly #group;
  readonly #chat;
  readonly #bot;
  readonly #event;
  readonly #poll;
  readonly #ownId: string;
  readonly #seen: string[] = [];
  #handler: Handler | undefined;

  /** Puts all in place that a program may reach for. */
  constructor() {
    const simulator = new GroupMeSimulator({
      onCallback: (request) => this.#callBack(request),
    });
    const ada = simulator.addUser({ name: "Ada" });
    const cook = simulator.addUser({ name: "Bo the cook" });
    const dov = simulator.addUser({ name: "Dov" });
    this.#group = simulator.addGroup({
      name: "Family",
      members: [ada, cook],
      history: { count: 120, text: (i) => `tide ${i}` },
    });
    this.#group.addTopic({ name: "gear", history: 1 });
    this.#event = this.#group.addEvent({
      name: "Dinner",
      startAt: new Date("2030-08-08T18:00:00Z"),
      creator: ada,
    });
    this.#poll = this.#group.addPoll({
      subject: "What is for dinner?",
      options: ["fish", "rice"],
      owner: ada,
    });
    this.#chat = simulator.addChat(ada, { history: 2 });
    this.#bot = simulator.addBot(this.#group, {
      callbackUrl: `https://bot.example/hook/${secret}`,
    });
    const { id } = simulator.inject(this.#group, {
      text: "low tide at sx",
      userId: simulator.me.id,
    });
    this.#ownId = id;
    const others = [ada.id, cook.id, dov.id, "calendar"];
    simulator.changes.subscribe(({ type, message }) => {
      if (type !== "message" || message.system) return;
      if (others.includes(message.user_id)) return;
      this.#seen.push(`+ ${message.name}: ${message.text}`);
    });
    const { fetch } = simulator;
    this.#ada = new Client({ token: ada.token, fetch });
    this.#stranger = new Client({ token: dov.token, fetch });
    this.#simulator = simulator;
    this.#replace();
  }

  /** Puts back what was there, and ends what the program left going on. */
  [Symbol.dispose](): void {
    this.#stack.dispose();
  }

  /**
   * Runs a program for a minute, while things happen in its group; rejects
   * with what it throws, be it out of a callback.
   *
   * @param limit How long it may really take until it waits for events, in ms.
   * @returns What could be seen of it, a line each: what it printed, `GET` and
   * the like with an address, the status of what it answered, and `+` before
   * what was posted.
   */
  async run(code: string, limit = HANGS_MS): Promise<readonly string[]> {
    const { id } = this.#group;
    const manager = this.#ada.groups.messages(id);
    const pinned = pinMessage({ manager, id: this.#ownId });
    await this.#until(lastValueFrom(pinned), limit);
    const { id: ownUserId } = this.#simulator.me;
    const asked = this.#stranger.chats.messages(ownUserId).create("hello?");
    await this.#until(lastValueFrom(asked), limit);
    const url = `data:application/typescript,${
      encodeURIComponent(this.#fillIn(code))
    }`;
    const module = await this.#until(import(url), limit);
    const serve = (handler: Handler) => this.#handler = handler;
    const env = { GROUPME_TOKEN: this.#simulator.token, SECRET: secret };
    const work = deploy(module, serve, env);
    // Who awaits it comes later, and is told then.
    work.catch(() => {});
    await this.#happen();
    await this.#until(work, limit);
    return this.#seen.map((line) => line.replaceAll(id, "1234"));
  }

  /** Puts in what a reader would put in the place of examples. */
  #fillIn(code: string): string {
    return code
      .replaceAll('"1234"', `"${this.#group.id}"`)
      .replaceAll('"Qw7ZtR2k"', `"${this.#group.shareToken}"`)
      .replaceAll('"175405230148217736"', `"${this.#ownId}"`)
      .replaceAll('"groupme.db"', JSON.stringify(`${this.#files}/groupme.db`))
      .replaceAll(
        '"history.ndjson"',
        JSON.stringify(`${this.#files}/history.ndjson`),
      )
      .replaceAll(/(?<=\()"groupme"/g, JSON.stringify(`${this.#files}/groupme`))
      .replaceAll('"41870263"', `"${this.#group.memberIds[1]}"`)
      .replaceAll('"your bot id"', `"${this.#bot.botId}"`)
      .replaceAll(/(?<=["=])\.\.\.(?=["&])/g, this.#simulator.token);
  }

  /** What happens to the group in a minute. */
  async #happen(): Promise<void> {
    const { id, memberIds: [, ada, cook] } = this.#group;
    await this.#advance(5_000);
    this.#simulator.inject(id, { text: "!ping", userId: ada });
    const typing = { type: "typing", user_id: ada, started: 1 };
    this.#simulator.push.publish(`/group/${id}`, typing);
    await this.#advance(5_000);
    const { id: greetingId } = this.#simulator.inject(id, {
      text: "Good morning",
      userId: ada,
    });
    await this.#advance(5_000);
    const { attachment } = this.#simulator.addFile(id, { name: "prices.txt" });
    this.#simulator.inject(id, {
      text: "Buy followers!",
      userId: cook,
      attachments: [attachment],
    });
    this.#simulator.inject(id, {
      text: "Cy has joined the group",
      isSystem: true,
      event: {
        type: "membership.announce.joined",
        data: { user: { id: 7305518, nickname: "Cy" } },
      },
    });
    const greeting = { manager: this.#ada.groups.messages(id), id: greetingId };
    const edited = editMessage(greeting, "Good evening");
    await this.#until(lastValueFrom(edited));
    const own = { manager: greeting.manager, id: this.#ownId };
    await this.#until(lastValueFrom(setReaction(own, "🔥")));
    this.#chat.readBy(ada ?? "");
    this.#group.addTopic({ name: "trips" });
    this.#event.rsvp(cook ?? "", true);
    this.#poll.vote(cook ?? "", "1");
    this.#poll.end();
    await this.#advance(45_000);
  }

  /** Lets time pass, but for when the machine is at work. */
  async #advance(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 500) {
      await this.#time.advance(500);
      await this.#machine.rest(() => this.#time.settle());
    }
  }

  /** Lets time pass until a promise is settled. */
  async #until<T>(promise: Promise<T>, limit = HANGS_MS): Promise<T> {
    let isSettled = false;
    const settle = () => isSettled = true;
    promise.then(settle, settle);
    const end = realNow() + limit;
    while (!isSettled) {
      if (realNow() > end) {
        throw new Error("Cannot go on: the program hangs");
      }
      await this.#advance(500);
    }
    return promise;
  }

  #replace(): void {
    const { openKv } = Deno;
    const fetch = (input: RequestInfo | URL, init?: RequestInit) =>
      this.#fetch(new Request(input, init));
    const places: [object, { [name: string]: unknown }][] = [
      [globalThis, { fetch, WebSocket: socketsOver(fetch), ...pageGlobals() }],
      [console, { log: (...values: unknown[]) => this.#print(values) }],
      [Deno, {
        serve: (handler: Handler) => void (this.#handler = handler),
        test: (name: string, fn: () => Promise<void>) =>
          void fn().then(() => this.#print([`ok: ${name}`])),
        openKv: async () =>
          this.#machine.watch(this.#stack.use(await openKv(":memory:"))),
      }],
    ];
    for (const [place, values] of places) {
      for (const [name, value] of Object.entries(values)) {
        this.#stack.use(replace(place, name, value));
      }
    }
    Deno.env.set("GROUPME_TOKEN", this.#simulator.token);
    this.#stack.defer(() => Deno.env.delete("GROUPME_TOKEN"));
  }

  #print(values: readonly unknown[]): void {
    const texts = values.map((it) =>
      typeof it === "string" ? it : Deno.inspect(it)
    );
    this.#seen.push(texts.join(" "));
  }

  #fetch(request: Request): Promise<Response> {
    const { host, pathname } = new URL(request.url);
    this.#seen.push(`${request.method} ${host}${pathname}`);
    return host.endsWith(".groupme.com")
      ? this.#simulator.fetch(request)
      : Promise.resolve(new Response());
  }

  async #callBack(request: Request): Promise<void> {
    const response = await this.#handler?.(request);
    if (!response) return;
    const { status, headers } = response;
    this.#seen.push(`${status} ${headers.get("location") ?? ""}`.trimEnd());
  }
}
