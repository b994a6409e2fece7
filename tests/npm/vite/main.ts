import type { Outcome } from "../shared/outcome.ts";
import { tryOut } from "../shared/try_out.ts";

declare global {
  /** What the page leaves for who opened it. */
  var outcome: Promise<Outcome> | undefined;
}

globalThis.outcome = tryOut();
