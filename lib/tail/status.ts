/** How a tail stands. */
export interface TailStatus {
  /**
   * - `live`: up to date; new messages arrive as they are written.
   * - `catchingUp`: reading what it does not have yet.
   * - `offline`: not reading: not started, stopped, or failing and trying on.
   */
  readonly state: "live" | "catchingUp" | "offline";
  /** Why, in words for a person. */
  readonly reason: string;
  /** What it fails with, while `offline` for that. */
  readonly error?: unknown;
}

/** What an error says, for a person. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
