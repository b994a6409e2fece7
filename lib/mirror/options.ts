import type { ConversationKey } from "../tail/live_source.ts";
import {
  assertFunction,
  assertInteger,
  assertMethod,
  assertOneOf,
  validDate,
} from "../util/validate.ts";
import type { MediaStore } from "./media.ts";
import type { DeletedPolicy } from "./registers.ts";

const DAY_MS = 86_400_000;

/** A conversation that can be mirrored. */
export interface MirroredConversation {
  /** `group:98115240`, `topic:..` or `chat:7305518+41870263`. */
  readonly name: string;
  /** The id of the group, the topic or the other user. */
  readonly key: ConversationKey;
  /** The name of the group, the topic or the other user. */
  readonly title: string;
  /** The id of the group that a topic is in. */
  readonly parentId?: string | undefined;
}

/** How to mirror. */
export interface MirrorOptions {
  /**
   * The conversations to copy: those that a test accepts.
   *
   * @default {all, topics included}
   */
  conversations?: ((conversation: MirroredConversation) => boolean) | undefined;
  /**
   * Conversations that are read at the same time, 1 to 20. The rate of
   * requests bounds them all together: it is learnt, unless the client has a
   * fixed `rateLimit`, such as `{ requests: 2, perMs: 1_000 }`.
   *
   * @default {1}
   */
  concurrency?: number | undefined;
  /**
   * Whether to go on with what is new when all is covered, without end.
   *
   * @default {false}
   */
  live?: boolean | undefined;
  /**
   * Messages newer than this are read again in each run, and each day of a live
   * one, since nothing tells of reactions: in ms, 0 or more; 0 reads none again.
   * Of each group that has such messages, those that its leaderboard of the month
   * names get their reactions too, however old they are: one request a group.
   *
   * @default {30 days}
   */
  lookback?: number | undefined;
  /**
   * Whether deleted content is deleted in the store too, or kept there.
   *
   * @default {"follow"}
   */
  deleted?: DeletedPolicy | undefined;
  /**
   * Where pictures are kept, also those of messages that were stored before;
   * without it none is downloaded.
   *
   * @default {none}
   */
  media?: MediaStore | undefined;
  /**
   * Only messages since this time.
   *
   * @default {all}
   */
  onlyNewerThan?: Date | undefined;
  /**
   * How late a message may appear, in ms, 0 or more: what is newer than this is
   * stored, but not taken for whole.
   *
   * @default {5_000}
   */
  allowedLateness?: number | undefined;
}

/** The options with all that has a default. */
export type FullMirrorOptions =
  & Required<Omit<MirrorOptions, "media" | "onlyNewerThan">>
  & Pick<MirrorOptions, "media" | "onlyNewerThan">;

/**
 * Checks the options of a mirror.
 *
 * @throws {TypeError} With one of another kind.
 * @throws {RangeError} With a number out of its range.
 */
export function fullOptions(options: MirrorOptions): FullMirrorOptions {
  const {
    conversations = () => true,
    concurrency = 1,
    live = false,
    lookback = 30 * DAY_MS,
    deleted = "follow",
    media,
    onlyNewerThan,
    allowedLateness = 5_000,
  } = options;
  assertInteger(concurrency, 1, 20, "concurrency");
  assertInteger(lookback, 0, Number.MAX_SAFE_INTEGER, "lookback");
  assertInteger(allowedLateness, 0, DAY_MS, "allowedLateness");
  assertFunction(conversations, "conversations");
  assertOneOf(deleted, ["follow", "keep"], "deleted");
  assertMethod(media, "has", "media");
  assertMethod(media, "put", "media");
  if (onlyNewerThan !== undefined) validDate(onlyNewerThan, "onlyNewerThan");
  return {
    conversations,
    concurrency,
    live,
    lookback,
    deleted,
    media,
    onlyNewerThan,
    allowedLateness,
  };
}
