/** A message, in the form that the contenders share. */
export interface Said {
  /** Decimal, growing with time. */
  readonly id: string;
  readonly userId: string;
  readonly text: string;
  /** Milliseconds. */
  readonly at: number;
  /** User ids of who reacted. */
  readonly likes: readonly string[];
}

/** A list of messages in memory, as a UI gets it after each change. */
export interface Conversation {
  /** Takes a new message in; gives the whole list, in order. */
  write(message: Said): Promise<ArrayLike<unknown>> | ArrayLike<unknown>;
  /** Takes a message in that has another text. */
  edit(message: Said): Promise<ArrayLike<unknown>> | ArrayLike<unknown>;
  /** Takes a message in that has other reactions. */
  react(message: Said): Promise<ArrayLike<unknown>> | ArrayLike<unknown>;
  /** Takes a page of older messages in. */
  older?(page: readonly Said[]): ArrayLike<unknown>;
  /** Takes a page in that holds nothing new; whether the list is another one. */
  again?(page: readonly Said[]): boolean;
}

/** Makes a list of messages. */
export type Load = (
  messages: readonly Said[],
) => Promise<Conversation> | Conversation;

/** The time of message 0, in ms. */
const START = 1_754_052_300_000;

/** A message: one is written each second, by seven people in turn. */
export function say(n: number): Said {
  const seconds = START / 1_000 + n;
  return {
    id: `${seconds}${10_000_000 + n}`,
    userId: `${1_000 + (n % 7 + 7) % 7}`,
    text: `message ${n}`,
    at: seconds * 1_000,
    likes: [],
  };
}
