/**
 * As much of miniflare as this project uses. Its own types make those of
 * Cloudflare's workers global, which are at odds with the ones of Deno.
 *
 * @module
 */

/** A worker, and how it runs. */
export interface MiniflareOptions {
  modules: true;
  script: string;
  compatibilityDate: string;
  host: string;
  cf: false;
  bindings: Record<string, string>;
  durableObjects: Record<string, { className: string; useSQLite: boolean }>;
  /** Answers what the worker fetches. */
  outboundService: (request: Request) => Promise<Response>;
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
