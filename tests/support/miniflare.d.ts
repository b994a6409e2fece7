/**
 * As much of miniflare as tests use. Its own types make those of Cloudflare's
 * workers global, which are at odds with the ones of Deno.
 *
 * @module
 */

/** What a worker is bound to, by the names in its `env`. */
export interface Bindings {
  /** Values. */
  bindings?: Record<string, string>;
  /** Classes of Durable Objects that the worker exports. */
  durableObjects?: Record<string, { className: string; useSQLite?: boolean }>;
  /** Other services, which run here. */
  serviceBindings?: Record<string, (request: Request) => Promise<Response>>;
  /** Names of Workers KV namespaces. */
  kvNamespaces?: string[];
  /** What starts workers out of code, each in an isolate of its own. */
  workerLoaders?: Record<string, Record<string, never>>;
  /** Queues that the worker writes to, by the names in its `env`. */
  queueProducers?: Record<string, string>;
  /** Queues that the worker reads, and how; times in seconds. */
  queueConsumers?: Record<
    string,
    { maxBatchSize: number; maxBatchTimeout: number }
  >;
}

/** A worker, and how it runs. */
export interface MiniflareOptions extends Bindings {
  modules: true;
  script: string;
  compatibilityDate: string;
  host: string;
  cf: false;
  durableObjectsPersist?: string;
  kvPersist?: string;
}

/** A worker on workerd. */
export declare class Miniflare {
  constructor(options: MiniflareOptions);
  /** Where it is served. */
  readonly ready: Promise<URL>;
  /** Sends a request to it. */
  dispatchFetch(url: string, init?: RequestInit): Promise<Response>;
  /** Ends it. */
  dispose(): Promise<void>;
}
