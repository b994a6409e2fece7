import type { MessageChange } from "../changes/message_change.ts";
import type { MessageData } from "../wire/message.ts";
import type { Coverage } from "./coverage.ts";
import type { DeletedPolicy } from "./registers.ts";

/** A value, or a promise of it. */
export type MaybePromise<T> = T | Promise<T>;

/** The messages of one request, to be stored whole or not at all. */
export interface MirrorBatch {
  /** The conversation: `group:98115240`, `topic:..`, `chat:7305518+41870263`. */
  readonly name: string;
  /** Messages as read, in any order. */
  readonly rows: readonly MessageData[];
  /** Changes of messages that are stored, or that come later. */
  readonly changes: readonly MessageChange[];
  /** All of the conversation that is whole once this is stored. */
  readonly coverage: Coverage;
  /**
   * Whether deleted content goes, or is kept.
   *
   * @default {"follow"}
   */
  readonly deleted?: DeletedPolicy | undefined;
}

/** The stored messages to read. */
export interface StoreRange {
  /** Only older than this id, newest first. */
  readonly before?: string | undefined;
  /** Only newer than this id, oldest first unless `before` is given too. */
  readonly after?: string | undefined;
  /** The most messages, 1 or more. */
  readonly limit: number;
}

/** The terms of a search in a store. */
export interface StoreQuery {
  /** Words as `wordsOf()` makes them; a message has to hold all. */
  readonly words: readonly string[];
  /** Only in the conversations of these names. */
  readonly names?: readonly string[] | undefined;
  /** Only by the user with this id, or with this name in any case. */
  readonly author?: string | undefined;
  /** Only newer than this id. */
  readonly after?: string | undefined;
  /** Only older than this id. */
  readonly before?: string | undefined;
  /** The most hits, the newest ones. */
  readonly limit: number;
}

/** A message that was found. */
export interface Hit {
  /** The conversation that it is in. */
  readonly name: string;
  /** The message as stored. */
  readonly message: MessageData;
  /** The part of the text that holds the first of the words. */
  readonly snippet?: string | undefined;
}

/** Small texts beside the messages. */
export interface StoreMeta {
  /** Reads a text; `undefined` where there is none. */
  get(key: string): MaybePromise<string | undefined>;
  /** Writes a text. */
  set(key: string, text: string): MaybePromise<void>;
}

/** Where a mirror keeps what it has read. */
export interface MirrorStore {
  /** All of a conversation that is whole; `[]` for one that is not stored. */
  coverage(name: string): MaybePromise<Coverage>;
  /** Stores rows, changes and the new coverage: all of them, or none. */
  write(batch: MirrorBatch): MaybePromise<void>;
  /** Reads stored messages: newest first, but oldest first with `after` alone. */
  read(name: string, range: StoreRange): MaybePromise<readonly MessageData[]>;
  /** Small texts beside the messages: the account, the conversations, the rate. */
  readonly meta?: StoreMeta | undefined;
  /** Finds the newest messages that match. Without it `search()` reads them all. */
  search?(query: StoreQuery): MaybePromise<readonly Hit[]>;
  /**
   * Keeps every other writer out, in other processes too, until the returned
   * function is called or this process ends.
   *
   * @returns Nothing where another writer has it.
   */
  lock?(): MaybePromise<(() => MaybePromise<void>) | undefined>;
}

/** The version of what stores hold; a newer one is refused. */
export const SCHEMA_VERSION = 1;
