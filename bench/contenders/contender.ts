/** What was read, so that nobody wins by reading less. */
export interface Tally {
  /** How many messages. */
  messages: number;
  /** How many characters they hold. */
  characters: number;
}

/** Reads the whole history of a group, message by message. */
export type ReadHistory = (
  /** The base of the API, with `/v3` at its end. */
  base: string,
  groupId: string,
) => Promise<Tally>;

/** A token as long as GroupMe's. */
export const TOKEN = "0123456789abcdef0123456789abcdef01234567";
