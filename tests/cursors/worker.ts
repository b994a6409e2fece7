/**
 * A worker that does to its cursors what it is told, for tests on workerd.
 *
 * @module
 */

import type { Cursor } from "../../lib/cursors/cursor.ts";
import {
  durableObjectCursor,
  type DurableObjectStore,
} from "../../lib/cursors/durable_object.ts";
import {
  type WorkersKv,
  workersKvCursor,
} from "../../lib/cursors/workers_kv.ts";

/** What to do, and with what. */
export type Order =
  | { readonly do: "get" }
  | { readonly do: "set"; readonly value: string }
  | {
    readonly do: "compareAndSet";
    readonly expected?: string;
    readonly value: string;
  };

interface Stub {
  fetch(request: Request): Promise<Response>;
}

interface Env {
  PLACES: { idFromName(name: string): unknown; get(id: unknown): Stub };
  CURSORS: WorkersKv;
}

/** A Durable Object with one cursor. */
export class Place {
  readonly #storage: DurableObjectStore;

  constructor(context: { readonly storage: DurableObjectStore }) {
    this.#storage = context.storage;
  }

  fetch(request: Request): Promise<Response> {
    return obey(durableObjectCursor(this.#storage, "cursor"), request);
  }
}

async function obey(cursor: Cursor, request: Request): Promise<Response> {
  const orders: readonly Order[] = await request.json();
  const answers = await Promise.all(orders.map((order) => {
    if (order.do === "get") return cursor.get();
    if (order.do === "set") return cursor.set(order.value);
    return cursor.compareAndSet?.(order.expected, order.value);
  }));
  return Response.json(answers.map((answer) => answer ?? null));
}

export default {
  fetch(request: Request, env: Env): Promise<Response> {
    const [, kind, name = ""] = new URL(request.url).pathname.split("/");
    return kind === "kv"
      ? obey(workersKvCursor(env.CURSORS, name), request)
      : env.PLACES.get(env.PLACES.idFromName(name)).fetch(request);
  },
};
