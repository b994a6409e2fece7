import type { Observable } from "rxjs";
import type { Content } from "../resources/messages/draft.ts";
import type { Reaction } from "../resources/likes.ts";
import type { LiveSource } from "../tail/live_source.ts";
import type { TimelineCache } from "./cache.ts";
import type { Outbox } from "./outbox.ts";
import type { ReadPlace } from "./read_place_of.ts";
import type { Typing } from "./typing_of.ts";

/** The rows that are on the screen. */
export interface Visible {
  /** The key of the first one. */
  readonly first?: string;
  /** The key of the last one. */
  readonly last?: string;
  /**
   * Whether the newest row is on the screen. The rows kept then move along with
   * new messages, however many come.
   */
  readonly atEnd?: boolean;
  /**
   * Whether somebody looks at it; `false` for a hidden tab.
   *
   * @default {true}
   */
  readonly focused?: boolean;
}

/** An action that a user asks of a timeline; a signal, not a request. */
export type Intent =
  | { readonly type: "older" }
  | { readonly type: "newer" }
  | { readonly type: "live" }
  | { readonly type: "fill"; readonly key: string }
  | { readonly type: "jump"; readonly to: string | Date }
  | { readonly type: "send"; readonly content: Content }
  | { readonly type: "retry"; readonly key: string }
  | {
    readonly type: "react";
    readonly key: string;
    readonly reaction: Reaction | null;
  }
  | { readonly type: "edit"; readonly key: string; readonly content: Content }
  | { readonly type: "remove"; readonly key: string }
  | { readonly type: "read"; readonly key?: string }
  | { readonly type: "typing" };

/** How often reactions are looked for by polling; in ms, 1 to 2^31 - 1. */
export interface RefreshOptions {
  /**
   * The least milliseconds between two polls that carry the newest page, 1 to
   * 2^31 - 1; `false`: none does.
   *
   * @default {10_000}
   */
  readonly newest?: number | false | undefined;
  /**
   * Milliseconds between two reads of the rows on the screen while they are older
   * than the newest page, 1 to 2^31 - 1; `false`: they are never read again.
   *
   * @default {60_000}
   */
  readonly visible?: number | false | undefined;
  /**
   * Milliseconds between two polls while `visible$` says `focused: false`, 1 to
   * 2^31 - 1; `false`: as while focused.
   *
   * @default {60_000}
   */
  readonly hidden?: number | false | undefined;
}

/** How a timeline reads, what it shows, and what goes with it. Times in ms. */
export interface TimelineOptions<M> {
  /** Emits when the user comes near the upper end; see `loadOlder()`. */
  readonly older$?: Observable<unknown>;
  /** Emits when the user comes near the lower end; see `loadNewer()`. */
  readonly newer$?: Observable<unknown>;
  /**
   * All intents, in place of the methods; one that a method would refuse is
   * ignored.
   */
  readonly intents$?: Observable<Intent>;
  /**
   * The rows on the screen: they guide which rows are kept and read again, and
   * which count as read.
   */
  readonly visible$?: Observable<Visible>;
  /**
   * Rows that are kept: an integer, at least 2 times `page`.
   *
   * @default {300}
   */
  readonly size?: number | undefined;
  /**
   * Rows of one request, 1 to 100.
   *
   * @default {100}
   */
  readonly page?: number | undefined;
  /**
   * A source that delivers messages as they are written: `push(client)`, or
   * `conversations(client)`.
   *
   * @default {polling alone}
   */
  readonly via?: LiveSource | undefined;
  /**
   * Milliseconds between two polls while people write; above 0, up to 2^31 - 1.
   *
   * @default {2_000}
   */
  readonly interval?: number | undefined;
  /**
   * Milliseconds that the wait grows to without activity; above 0, up to
   * 2^31 - 1.
   *
   * @default {20_000}
   */
  readonly maxInterval?: number | undefined;
  /**
   * Milliseconds by which a message may appear later than its id says; 0 to
   * 2^31 - 1.
   *
   * @default {5_000}
   */
  readonly allowedLateness?: number | undefined;
  /**
   * How often reactions are polled for; `false`: never.
   *
   * @default {see RefreshOptions}
   */
  readonly refresh?: RefreshOptions | false | undefined;
  /**
   * Pages of 100 messages that are read to catch up, newest first; 1 or more.
   * Older ones are left out, and marked by `gapBefore`.
   *
   * @default {3}
   */
  readonly maxCatchUp?: number | undefined;
  /**
   * Opens at a message, at a date, or at the first unread message, which needs
   * the option `read`.
   *
   * @default {the live end}
   */
  readonly around?: string | Date | undefined;
  /**
   * Opens with the messages after this one. A date, or `"unread"`, is the same
   * as in `around`.
   *
   * @default {the live end}
   */
  readonly since?: string | Date | undefined;
  /**
   * The messages to show as rows. One for which it throws is shown.
   *
   * @default {all but notices of edits and deletions}
   */
  readonly show?: ((message: M) => boolean) | undefined;
  /**
   * A store of the last window, for a first snapshot without a request:
   * `memoryCache()`, `webStorageCache()`, `indexedDbCache()`, or one by `cacheOf()`.
   *
   * @default {none}
   */
  readonly cache?: TimelineCache | undefined;
  /**
   * A store of messages until they stand on the server.
   *
   * @default {in memory}
   */
  readonly outbox?: Outbox | undefined;
  /**
   * The source of the unread mark: `readPlace(client)`.
   *
   * @default {no unread mark}
   */
  readonly read?: ReadPlace | undefined;
  /**
   * The source of typing: `typingVia(push(client))`.
   *
   * @default {none}
   */
  readonly typing?: Typing | undefined;
  /**
   * The IANA time zone of `startsDay`.
   *
   * @default {"UTC"}
   */
  readonly timeZone?: string | undefined;
  /**
   * The least milliseconds between two snapshots of what arrives, 0 to 2^31 - 1;
   * `value` keeps to it too. Your own actions are shown at once.
   *
   * @default {0}
   */
  readonly emitEvery?: number | undefined;
}
