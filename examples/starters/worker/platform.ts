import type { DurableObjectStore } from "@rxgroupme/client/cursors/durable_object";

/** The bindings of the worker: see `wrangler.jsonc`. */
export interface Env {
  /** An object for each group. */
  readonly RELAYS: {
    idFromName(name: string): unknown;
    get(
      id: unknown,
    ): { fetch(url: string, init: RequestInit): Promise<Response> };
  };
  /** Of the user who reads the groups; a secret. */
  readonly GROUPME_TOKEN: string;
  /** The last segment of the address that GroupMe calls; a secret. */
  readonly HOOK_SECRET: string;
  /** A webhook of Discord, or one that takes the same; a secret. */
  readonly SINK_URL: string;
}

/** The context of an object. */
export interface ObjectContext {
  /** Outlives the object. */
  readonly storage: DurableObjectStore & {
    /** When the alarm is due, in ms since 1970. */
    getAlarm(): Promise<number | null>;
    /** Sets the only alarm. */
    setAlarm(time: number): Promise<void>;
  };
}
