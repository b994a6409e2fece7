import type { Facts } from "./facts.ts";
import type { Overlays } from "./overlays.ts";
import type { Row, RowConfig } from "./row.ts";
import { NOT_STARTED } from "./status.ts";
import type { GapState, Timeline, TimelineItem } from "./types.ts";
import type { Counting } from "./unread.ts";

/** The settings of a reducer. */
export interface Config<M> extends RowConfig<M> {
  /** Rows that the window keeps. */
  readonly size: number;
  /** Rows of a page. */
  readonly page: number;
  /** Counts what is unread; without it nothing is. */
  readonly unread?: Counting | undefined;
}

/** Between which messages some may be missing. */
export interface Gap {
  readonly after: string;
  readonly before: string;
  readonly state: GapState;
}

/** A message on its way; the key of its item is its guid. */
export interface OutgoingRow<M> {
  readonly sender: string;
  readonly day: number | string;
  readonly item: TimelineItem<M>;
}

/** The read state. */
export interface Unread {
  /** Whether it is known at all. */
  readonly isKnown: boolean;
  readonly readUpTo: string | undefined;
  /** The first unread row; it stays while one reads. */
  readonly first: string | undefined;
  /** The others' messages from there on, each once. */
  readonly ids: readonly { readonly id: string }[];
  /** How many there are in all, as far as the server has told. */
  readonly total: number;
}

/** Everything that a timeline is made of. Never changed; replaced. */
export interface State<M> {
  readonly config: Config<M>;
  /** Confirmed messages, hidden ones too, by id. */
  readonly rows: readonly Row<M>[];
  /** From where on the window holds every message; `""`: from the beginning. */
  readonly from: string | undefined;
  /** Up to where; absent while it is attached to the live end. */
  readonly to: string | undefined;
  readonly gaps: readonly Gap[];
  /** Facts about messages that are not loaded, by id. */
  readonly stash: readonly Facts[];
  readonly outgoing: readonly OutgoingRow<M>[];
  /** The last guids that were sent from here, and the message that each became. */
  readonly sent: ReadonlyMap<string, string>;
  readonly overlays: ReadonlyMap<string, Overlays>;
  /** Messages that came while the window was detached from the live end. */
  readonly unseen: readonly { readonly id: string }[];
  readonly unread: Unread;
  readonly visible: {
    readonly first?: string;
    readonly last?: string;
    readonly isFocused: boolean;
    readonly isAtEnd?: boolean;
  };
  readonly timeline: Timeline<M>;
}

const EDGE = /* @__PURE__ */ Object.freeze({ state: "more", unseen: 0 });

/** The first `firstIndex`: virtual lists need it to stay positive. */
const FIRST_INDEX = 1_000_000;

/** A timeline of which nothing is known. */
export function emptyState<M>(config: Config<M>): State<M> {
  return {
    config,
    rows: [],
    from: undefined,
    to: undefined,
    gaps: [],
    stash: [],
    outgoing: [],
    sent: new Map(),
    overlays: new Map(),
    unseen: [],
    unread: {
      isKnown: false,
      readUpTo: undefined,
      first: undefined,
      ids: [],
      total: 0,
    },
    visible: { isFocused: true },
    timeline: Object.freeze<Timeline<M>>({
      items: Object.freeze([]),
      firstIndex: FIRST_INDEX,
      older: EDGE,
      newer: Object.freeze({ state: "end", unseen: 0 }),
      status: NOT_STARTED,
      unread: Object.freeze({ count: 0 }),
      typing: Object.freeze([]),
      people: new Map(),
      me: undefined,
    }),
  };
}
