/** Options of a seeded history. */
export interface HistoryOptions {
  /** The number of messages, an integer of 0 or more. */
  count: number;
  /**
   * Time from one message to the next, in ms, 0.1 or more.
   *
   * @default {60000}
   */
  everyMs?: number | undefined;
  /**
   * The end of the history, in ms since 1970; the newest message is a little older.
   *
   * @default {now}
   */
  until?: number | undefined;
  /**
   * The interval of messages with a picture, in messages; 0 for none.
   *
   * @default {10}
   */
  imageEvery?: number | undefined;
  /**
   * The interval of messages with likes, in messages; 0 for none.
   *
   * @default {7}
   */
  likeEvery?: number | undefined;
  /**
   * The interval of messages with an irregular id, in messages; 0 for none. The id
   * has 16 or 19 digits, or is of a time far ahead; the message is listed by its
   * time all the same.
   *
   * @default {0}
   */
  irregularEvery?: number | undefined;
  /**
   * Whether there are mentions, replies, locations and notices too.
   *
   * @default {true where `text` is not given}
   */
  isVaried?: boolean | undefined;
  /**
   * The text of the message at an index, counted from 0, the oldest.
   *
   * @default {made up by the seed}
   */
  text?: ((index: number) => string) | undefined;
}

/** An author of a seeded history. */
export interface HistoryAuthor {
  /** The user's id. */
  id: string;
  /** The name that the messages show. */
  name: string;
  /** The picture that the messages show. */
  imageUrl: string | null;
}

/** The conversation that a history belongs to. */
export interface HistoryContext {
  /** The seed of the simulator. */
  seed: number;
  /** The id of the group or topic, or the two users' ids. */
  conversationId: string;
  /** The parent group's id, of a topic. */
  parentId?: string;
  /** Whether these are direct messages. */
  isDirect: boolean;
  /** Generates the URL of a picture from a seed. */
  imageUrl: (seed: number) => string;
}
