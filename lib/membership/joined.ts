import type { Group } from "../resources/groups/group.ts";

/** The outcome of joining a group. */
export interface Joined {
  /**
   * `joined`: you are in it now. `already`: you were. `requested`: an admin has
   * to approve. `nothing`: GroupMe says that nothing came of it.
   */
  readonly state: "joined" | "already" | "requested" | "nothing";
  /** The group; without its members where you are not in it. */
  readonly group: Group;
}

/** The outcome that each of GroupMe's codes of a success means. */
export const JOINED_STATES: {
  readonly [code: number]: Joined["state"] | undefined;
} = {
  20000: "already",
  20001: "requested",
  20100: "joined",
  20101: "requested",
  20110: "nothing",
};
