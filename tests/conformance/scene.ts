import { Client, type ClientOptions } from "@rxgroupme/client";
import type { WebStorage } from "@rxgroupme/client/cursors/web_storage";
import type { Commands, Remote } from "./commands.ts";

/** A simulated GroupMe of one case's own, and how to reach it. */
export interface Stage {
  readonly simulator: Remote<Commands>;
  /** A token of the first user, whose id is `userId`. */
  readonly token: string;
  readonly userId: string;
  /** How a client gets there. */
  readonly options: Partial<ClientOptions>;
  /** Where push is served over a WebSocket. */
  readonly webSocketUrl: string;
  /** Takes it away. */
  close(): Promise<void>;
}

/** What the runtime gives. */
export interface Surroundings {
  /** An address where nobody answers. */
  readonly desertedUrl: string;
  /** Web Storage, or what stands in for it where there is none. */
  readonly storage: WebStorage;
}

/** What a case plays in. */
export interface Scene extends Stage, Surroundings {
  /** Makes a client of the stage, which is quick to try again. */
  client(options?: Partial<ClientOptions>): Client;
}

/** One thing that holds everywhere; it throws where it does not. */
export type Case = (scene: Scene) => Promise<void>;

/** Cases about one thing, by what they show. */
export type Cases = { readonly [name: string]: Case };

/** Sets the scene for a case. */
export function sceneOn(stage: Stage, surroundings: Surroundings): Scene {
  const quick: Partial<ClientOptions> = {
    token: stage.token,
    retry: { initialDelay: 1, maxDelay: 10, rateLimitDelay: 10 },
  };
  return {
    ...stage,
    ...surroundings,
    client: (options) =>
      new Client(
        { ...quick, ...stage.options, ...options } as ClientOptions,
      ),
  };
}
