import { assert } from "@std/assert";
import { Client, type LiveSignal } from "@rxgroupme/client";
import { type Push, push, type PushOptions } from "@rxgroupme/client/push";
import { FayeServer } from "../support/faye_server.ts";
import { TcpProxy } from "../support/tcp_proxy.ts";
import { within } from "../support/within.ts";

/** Push over npm's real faye server, with a proxy between that can be cut. */
export interface Real {
  readonly server: FayeServer;
  readonly proxy: TcpProxy;
  readonly live: Push;
  /** Publishes numbered messages, and counts on from call to call. */
  publish(count: number): Promise<void>;
  /** How many were published. */
  readonly published: number;
}

/** The channel that push listens to here. */
export const own = "/user/70";

/** Sets all up for a test, and takes it down again. */
export async function real(
  test: (it: Real) => Promise<void>,
  options: PushOptions = {},
): Promise<void> {
  await using server = await FayeServer.start({ timeout: 2 });
  await using proxy = new TcpProxy(server.port);
  const me = { response: { id: "70" }, meta: { code: 200 } };
  const client = new Client({
    token: "token",
    fetch: (request) =>
      request.url.endsWith("/users/me")
        ? Promise.resolve(Response.json(me))
        : fetch(request),
    baseUrls: {
      api: "https://api.groupme.com/v3",
      push: `http://127.0.0.1:${proxy.port}/faye`,
    },
    random: () => 0,
  });
  let published = 0;
  await test({
    server,
    proxy,
    live: push(client, options),
    get published() {
      return published;
    },
    async publish(count) {
      const events = Array.from({ length: count }, () => ({
        type: "line.create",
        subject: { id: String(++published), group_id: "5" },
      }));
      await server.publish(own, ...events);
    },
  });
}

/** What came: messages as their numbers. */
export type Mark = number | "up" | "down";

/** Keeps what comes, and lets one wait for it. */
export class Listener implements Disposable {
  /** All that came, in order. */
  readonly marks: Mark[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #subscription;

  constructor(live: Push) {
    this.#subscription = live.watch().subscribe((signal) => {
      this.marks.push(markOf(signal));
      for (const check of [...this.#waiting]) check();
    });
  }

  /** The numbers of the messages that came. */
  get numbers(): number[] {
    return this.marks.filter((it) => typeof it === "number");
  }

  /** Whether it is up, as far as it knows. */
  get isUp(): boolean {
    return this.marks.findLast((it) => typeof it !== "number") === "up";
  }

  /** Resolves as soon as a condition holds. */
  until(condition: () => boolean): Promise<void> {
    const holds = new Promise<void>((resolve) => {
      const check = () => {
        if (!condition()) return;
        this.#waiting.delete(check);
        resolve();
      };
      this.#waiting.add(check);
      check();
    });
    return within(120_000, `Waiting until ${condition}`, holds);
  }

  [Symbol.dispose](): void {
    this.#subscription.unsubscribe();
  }
}

function markOf(signal: LiveSignal): Mark {
  return signal.type === "message" ? Number(signal.data.id) : signal.type;
}

/**
 * Sees that each number came once and in order, and that where some are
 * missing an interruption was reported.
 *
 * @returns How many are missing.
 */
export function checkLosses(marks: readonly Mark[], published: number): number {
  let last = 0;
  let isTold = true;
  let losses = 0;
  for (const mark of [...marks, published + 1]) {
    if (mark === "down") isTold = true;
    if (typeof mark !== "number") continue;
    assert(mark > last, `${mark} after ${last}`);
    assert(mark === last + 1 || isTold, `nothing between ${last} and ${mark}`);
    losses += mark - last - 1;
    last = mark;
    isTold = false;
  }
  return losses;
}
