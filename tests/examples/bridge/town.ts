import { assert, assertEquals } from "@std/assert";
import { Client, compareIds, type Cursor } from "@rxgroupme/client";
import {
  GroupMeSimulator,
  VirtualClock,
  type WireMessage,
} from "@rxgroupme/client/testing";
import type { Subscription } from "rxjs";
import { bridge } from "../../../examples/bridge/bridge.ts";

/** Something that is said. */
export interface Line {
  side: 0 | 1;
  author: number;
  /** How much later it is said than the last one. */
  wait: number;
  length: number;
  visibleAfter: number;
}

interface Said {
  readonly id: string;
  readonly text: string;
  readonly isLate: boolean;
}

/** Where a program can be cut off. */
export type Moment = "posting" | "posted" | "committing" | "committed";

const never = () => new Promise<never>(() => {});

/** Two groups, and a bridge between them that can be started and cut off. */
export class Town {
  readonly clock = new VirtualClock();
  readonly simulator = new GroupMeSimulator({
    scheduler: this.clock,
    latency: 50,
  });
  readonly people = [1, 2, 3].map(() => this.simulator.addUser());
  readonly groups = [1, 2].map(() =>
    this.simulator.addGroup({ members: this.people, history: 10 })
  );
  /** What was said in each group. */
  readonly said: [Said[], Said[]] = [[], []];
  /** What it ended with; nothing should end it. */
  readonly errors: unknown[] = [];
  /** Which copies are listed late, as GroupMe may, though it has taken them. */
  hides: (guid: string) => boolean = (guid) => /[02468]-0$/.test(guid);
  readonly #kept: (string | undefined)[] = [];
  #running: Subscription | undefined;
  #life = 0;

  /** Makes them, and a bridge that has noted where they were, and is stopped. */
  static async begin(): Promise<Town> {
    const town = new Town();
    town.start();
    while (town.#kept.filter(Boolean).length < 2) {
      await town.clock.advance(1_000);
    }
    town.stop();
    return town;
  }

  /** Starts it; it dies when it comes to that moment for the `nth` time. */
  start(moment?: Moment, nth = 1): void {
    const life = ++this.#life;
    let left = nth;
    const reach = <T>(here: Moment, go: () => Promise<T>): Promise<T> => {
      if (life !== this.#life) return never();
      if (here === moment && --left === 0) {
        this.stop();
        return never();
      }
      return go();
    };
    const { token, fetch } = this.simulator;
    const client = new Client({
      token,
      scheduler: this.clock,
      retry: { attempts: Infinity },
      fetch: async (request) => {
        if (request.method !== "POST") return this.#hide(await fetch(request));
        // What is under way gets there, whatever becomes of who sent it.
        const { signal } = new AbortController();
        const sent = new Request(request, { signal });
        const response = await reach("posting", () => fetch(sent));
        return await reach("posted", () => Promise.resolve(response));
      },
    });
    const cursor = (i: number): Cursor => ({
      get: () => this.#kept[i],
      set: async (text) => {
        const keep = () => Promise.resolve(void (this.#kept[i] = text));
        await reach("committing", keep);
        await reach("committed", () => Promise.resolve());
      },
    });
    const [one, other] = this.groups.map(({ id }, i) => ({
      groupId: id,
      cursor: cursor(i),
    }));
    assert(one && other);
    const running = bridge(client, [one, other]).subscribe({
      error: (error) => this.errors.push(error),
    });
    if (life === this.#life) this.#running = running;
    else running.unsubscribe();
  }

  /** What its two cursors keep. */
  get kept(): readonly (string | undefined)[] {
    return this.#kept;
  }

  /** Somebody says something: the fourth one is the bridge's own user. */
  say({ side, author, length, visibleAfter }: Line): void {
    const group = this.groups[side] ?? "";
    const userId = (this.people[author] ?? this.simulator.me).id;
    const n = this.said[0].length + this.said[1].length;
    const text = `${n} ${"word 🌊 ".repeat(300)}`.slice(0, length).trim();
    const message = { text, userId, visibleAfter };
    const { id, name } = this.simulator.inject(group, message);
    const isLate = visibleAfter > 0;
    this.said[side].push({ id, text: `${name}: ${text}`, isLate });
  }

  /** What stands in a group beyond its history, by who posted it. */
  read(side: 0 | 1): { said: WireMessage[]; copied: WireMessage[] } {
    const group = this.groups[side];
    const size = group?.size ?? 0;
    const all = Array.from({ length: size }, (_, i) => group?.messageAt(i))
      .filter((it) => it !== undefined).slice(10);
    const isCopy = ({ source_guid }: WireMessage) =>
      source_guid.startsWith("bridge-");
    return {
      said: all.filter((it) => !isCopy(it)),
      copied: all.filter(isCopy),
    };
  }

  /** Is all as it should be on both sides? */
  check(): void {
    for (const side of [0, 1] as const) {
      const said = this.said[side];
      assertEquals(
        this.read(side).said.map(({ id }) => id),
        said.map(({ id }) => id),
      );
      const { copied } = this.read(side === 0 ? 1 : 0);
      const originals = copied.map(({ source_guid }) =>
        source_guid.split("-")[2] ?? ""
      );
      const guids = copied.map(({ source_guid }) => source_guid);
      assertEquals(new Set(guids).size, guids.length, "doubles");
      assertEquals(
        [...new Set(originals)].toSorted(),
        said.map(({ id }) => id).toSorted(),
        "each on the other side",
      );
      const isLate = new Set(said.filter((it) => it.isLate).map((it) => it.id));
      const inTime = [...new Set(originals)].filter((id) => !isLate.has(id));
      assertEquals(inTime, inTime.toSorted(compareIds), "order");
      for (const { id, text } of said) {
        const its = copied.filter((_, i) => originals[i] === id);
        const whole = its.map((it) => it.text).join("");
        assertEquals(whole, text);
      }
    }
  }

  async #hide(response: Response): Promise<Response> {
    if (response.status !== 200) return response;
    const text = await response.text();
    const all = text.startsWith("{") ? JSON.parse(text) : {};
    const messages: WireMessage[] | undefined = all.response?.messages;
    if (!messages) return new Response(text, response);
    const now = this.clock.now();
    all.response.messages = messages.filter(({ source_guid, created_at }) =>
      !source_guid.startsWith("bridge-") || !this.hides(source_guid) ||
      1_000 * created_at < now - 4_900
    );
    return Response.json(all);
  }

  /** Ends it, in the midst of whatever it does. */
  stop(): void {
    this.#life++;
    this.#running?.unsubscribe();
    this.#running = undefined;
  }
}
