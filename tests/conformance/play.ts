/**
 * The suite as any runtime plays it: on stages that are served on loopback.
 *
 * @module
 */

import type { WebStorage } from "@rxgroupme/client/cursors/web_storage";
import { remoteStage } from "./remote_stage.ts";
import { type Outcome, runSuite } from "./suite.ts";

/** Where the stages are, and where nobody is. */
export interface Venue {
  readonly origin: string;
  readonly desertedUrl: string;
}

/**
 * Plays all cases.
 *
 * @param storage Web Storage, where the runtime has one.
 */
export function play(
  { origin, desertedUrl }: Venue,
  storage: WebStorage = standIn(),
): Promise<Outcome[]> {
  return runSuite(() => remoteStage(origin), { desertedUrl, storage });
}

function standIn(): WebStorage {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
  };
}
