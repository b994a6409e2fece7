import { bundle } from "../../support/workerd.ts";
import type { Venue } from "../play.ts";
import type { Outcome } from "../suite.ts";

/** What a runtime made of the suite. */
export interface Played {
  /** Of the runtime. */
  readonly version: string;
  readonly outcomes: readonly Outcome[];
}

/** Plays the suite in a runtime, which ends with it. */
export type Runtime = (venue: Venue) => Promise<Played>;

/** How long a runtime may take, in ms. */
export const LIMIT = 300_000;

/** Makes one script of a file in `tests/conformance/` and of all it imports. */
export function script(path: string): Promise<string> {
  return bundle(new URL(`../${path}`, import.meta.url));
}
