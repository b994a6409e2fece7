import type { GroupMeError } from "../errors.ts";
import type { AttachmentData, MessageData } from "../wire/message.ts";
import type { Reaction } from "../resources/likes.ts";
import type { Facts } from "./facts.ts";
import type { PendingEntry } from "./outbox_entry.ts";
import type { Learned } from "./registers.ts";
import type {
  ChangeKind,
  GapState,
  Person,
  ReadBy,
  TimelineStatus,
} from "./types.ts";

/** From which message to which a page holds every message. */
export interface Span {
  /** The oldest id; `""` for the beginning of the conversation. */
  readonly from: string;
  /** The newest id; absent for its live end. */
  readonly to?: string;
}

/** A change of one's own that is shown before the server tells of it. */
export interface Overlay {
  readonly change: ChangeKind;
  /** An edit's content. */
  readonly text?: string | null;
  readonly attachments?: readonly AttachmentData[];
  /** The reaction that is set; `null`: taken back. */
  readonly reaction?: Reaction | null;
  /** The error of the change: it is then told, and the change not shown. */
  readonly error?: GroupMeError;
}

/** Messages in a row, none missing between the ends of `span`. */
export interface PageInput {
  readonly type: "page";
  readonly rows: readonly MessageData[];
  readonly learned: Learned;
  /** The range of which the page holds every message; without one, the window stays. */
  readonly span?: Span;
  /** The end of the window that the page is put to; `reset` replaces it. */
  readonly grows?: "older" | "newer" | "reset";
  /** Whether it tells of messages that are loaded, and brings no others. */
  readonly isUpdate?: boolean;
}

/**
 * The input of a message that came without a request.
 *
 * @param cameAt When it came, on the scale of `asOf`.
 */
export function arrival(data: MessageData, cameAt?: number): PageInput {
  // Pushed once more when it has long been changed: any row is newer.
  const learned = { asOf: 0, seconds: 0, cameAt };
  return { type: "page", rows: [data], learned };
}

/** Anything that changes a timeline. */
export type Input =
  | PageInput
  /** The facts about one message in an event or an answer. */
  | { readonly type: "facts"; readonly facts: Facts }
  /** Messages may be missing between two. */
  | { readonly type: "gap"; readonly after: string; readonly before: string }
  /** How the filling of the gap before a message goes. */
  | {
    readonly type: "filling";
    readonly before: string;
    readonly state: GapState;
  }
  /** How the reading at an end of the window goes. */
  | {
    readonly type: "edge";
    readonly edge: "older" | "newer";
    readonly state: "more" | "loading" | "failed";
    readonly error?: GroupMeError;
  }
  /** All that is on its way, in the order of sending. */
  | { readonly type: "outgoing"; readonly entries: readonly PendingEntry[] }
  /** A change of one's own: it begins, has failed, or is over. */
  | {
    readonly type: "overlay";
    readonly id: string;
    readonly overlay: Overlay;
    readonly isOver?: boolean;
  }
  | { readonly type: "me"; readonly id: string }
  | { readonly type: "people"; readonly people: ReadonlyMap<string, Person> }
  | { readonly type: "typing"; readonly typing: readonly Person[] }
  | { readonly type: "readBy"; readonly readBy: ReadBy }
  | { readonly type: "status"; readonly status: TimelineStatus }
  /** The rows on the screen, by id, and whether somebody looks at them. */
  | {
    readonly type: "visible";
    readonly first?: string;
    readonly last?: string;
    readonly isFocused: boolean;
    readonly isAtEnd?: boolean;
  }
  /** The read place on the server: up to which message, and how many are unread. */
  | {
    readonly type: "unread";
    readonly readUpTo: string;
    readonly count: number;
  }
  /** All is read, or what is up to a message. */
  | { readonly type: "read"; readonly id?: string | undefined }
  /** The last subscriber has left: the mark goes, and is set by the next run. */
  | { readonly type: "left" };
