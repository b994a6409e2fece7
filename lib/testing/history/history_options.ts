/** How a seeded history is made. */
export interface HistoryOptions {
  /** How many messages. */
  count: number;
  /**
   * Time from one message to the next, in ms, 0.1 or more.
   *
   * @default {60000}
   */
  everyMs?: number;
  /**
   * When the history ends, in ms since 1970: the newest message is a little older.
   *
   * @default {now}
   */
  until?: number;
  /**
   * Each how many-th message has a picture; 0 for none.
   *
   * @default {10}
   */
  imageEvery?: number;
  /**
   * Each how many-th message is liked; 0 for none.
   *
   * @default {7}
   */
  likeEvery?: number;
  /**
   * Each how many-th message has an odd id: 16 or 19 digits, or a time far
   * ahead; 0 for none. It is listed where its time is all the same.
   *
   * @default {0}
   */
  oddEvery?: number;
  /**
   * Whether there are mentions, replies, places and notices too; unless told,
   * only when `text` is not given.
   */
  isVaried?: boolean;
  /** The words of the message at an index, counted from 0, the oldest. */
  text?: (index: number) => string;
}

/** Who wrote a seeded history. */
export interface HistoryAuthor {
  /** The user's id. */
  id: string;
  /** The name that the messages show. */
  name: string;
  /** The picture that the messages show. */
  imageUrl: string | null;
}

/** What a history belongs to. */
export interface HistoryPlace {
  /** The seed of the simulator. */
  seed: number;
  /** The group's id, or the two users' ids. */
  conversationId: string;
  /** The group that a topic is in. */
  parentId?: string;
  /** Whether these are direct messages. */
  isDirect: boolean;
  /** Makes the URL of a picture that belongs to a seed. */
  imageUrl: (seed: number) => string;
}
