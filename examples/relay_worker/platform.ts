/**
 * As much of Cloudflare's platform as the relay uses. Its own types are global,
 * and at odds with those of Deno and of browsers.
 *
 * @module
 */

import type { DurableObjectStore } from "@rxgroupme/client/cursors/durable_object";

/** The bindings of the worker: see `wrangler.jsonc`. */
export interface Env {
  /** An object for each group. */
  readonly RELAYS: {
    idFromName(name: string): unknown;
    get(id: unknown): Stub;
  };
  /** Where webhooks wait, with a queue; see `queued.ts`. */
  readonly WAKES: { send(wake: Wake): Promise<unknown> };
  /** Of the user who reads the groups; a secret. */
  readonly GROUPME_TOKEN: string;
  /** The last segment of the address that GroupMe calls; a secret. */
  readonly HOOK_SECRET: string;
  /** A webhook of Discord, or one that takes the same; a secret. */
  readonly SINK_URL: string;
  /** How often to poll where no callback comes, in seconds. */
  readonly IDLE_SECONDS: string;
  /** The address of a simulator, for a test. */
  readonly GROUPME_API?: string;
}

/** A way to an object, wherever it is. */
export interface Stub {
  /** Calls it. */
  fetch(url: string, init: RequestInit): Promise<Response>;
}

/** The context of an object. */
export interface ObjectContext {
  /** Outlives it. */
  readonly storage: DurableObjectStore & {
    /** When its alarm is due, in ms since 1970. */
    getAlarm(): Promise<number | null>;
    /** Sets its only alarm. */
    setAlarm(time: number): Promise<void>;
  };
}

/** A message that somebody wrote. */
export interface Wake {
  /** The group. */
  readonly groupId: string;
  /** The message. */
  readonly messageId: string;
}

/** A batch of a queue. */
export interface WakeBatch {
  /** In no order. */
  readonly messages: readonly {
    readonly body: Wake;
    /** The number of deliveries, this one included. */
    readonly attempts: number;
    ack(): void;
    retry(options: { delaySeconds: number }): void;
  }[];
}
