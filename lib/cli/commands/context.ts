import type { Connection } from "../connection.ts";
import type { Screen } from "../screen.ts";

/** What a command works with. */
export interface Context extends Connection {
  /** Shows what it does. */
  readonly screen: Screen;
}
