import { compareIds } from "../util/ids.ts";
import type { MessageData } from "../wire/message.ts";
import { type Facts, joinFacts } from "./facts.ts";
import { isSameRow, joinRow, makeRow, type Row } from "./row.ts";
import { indexOf, merge, placeOf } from "./sorted.ts";
import type { State } from "./state.ts";
import type { Timeline } from "./types.ts";

/** Changes to messages that are not loaded; beyond these the oldest go. */
const STASH_SIZE = 1_000;

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** A state while inputs are taken in. */
export interface Draft<M> extends Omit<Mutable<State<M>>, "rows" | "timeline"> {
  rows: Row<M>[];
  timeline: Mutable<Timeline<M>>;
  /** The state that it began with. */
  readonly before: State<M>;
  /** Rows whose items may have to change. */
  readonly dirty: Set<string>;
  /** Whether all items have to be compared. */
  isWhole: boolean;
  /** Rows that came in, oldest first. */
  fresh: readonly Row<M>[];
}

/** Begins a draft of what comes after a state. */
export function draftOf<M>(state: State<M>): Draft<M> {
  return {
    ...state,
    // Copied before the first change.
    rows: state.rows as Row<M>[],
    timeline: { ...state.timeline },
    before: state,
    dirty: new Set(),
    isWhole: false,
    fresh: [],
  };
}

/** Replaces a row. */
export function putRow<M>(draft: Draft<M>, at: number, row: Row<M>): void {
  if (draft.rows === draft.before.rows) draft.rows = [...draft.rows];
  draft.rows[at] = row;
}

/** Whether the window reaches to this message. */
export function isWithin<M>(draft: Draft<M>, id: string): boolean {
  const { from, to } = draft;
  return from !== undefined && (from === "" || compareIds(id, from) >= 0) &&
    (to === undefined || compareIds(id, to) <= 0);
}

/** Takes in what is told of messages; makes rows of those in the window. */
export function takeFacts<M>(draft: Draft<M>, list: readonly Facts[]): void {
  const fresh = new Map<string, Facts>();
  const stashed: Facts[] = [];
  for (const facts of list) {
    const { id } = facts;
    const at = indexOf(draft.rows, id);
    const row = draft.rows[at];
    if (row) {
      const next = joinRow(row, facts, draft.config);
      if (next === row) continue;
      putRow(draft, at, next);
      if (!isSameRow(row, next)) draft.dirty.add(id);
      continue;
    }
    const known = fresh.get(id);
    if (known) fresh.set(id, joinFacts(known, facts));
    else if (!facts.data) stashed.push(facts);
    else if (isWithin(draft, id)) fresh.set(id, facts);
  }
  if (fresh.size > 0) addRows(draft, fresh);
  // A notice may stand before its message in one page.
  for (const facts of stashed) {
    if (fresh.has(facts.id)) takeFacts(draft, [facts]);
    else stash(draft, facts);
  }
}

function addRows<M>(
  draft: Draft<M>,
  byId: ReadonlyMap<string, Facts>,
): void {
  const rows: Row<M>[] = [];
  for (const facts of byId.values()) {
    const at = indexOf(draft.stash, facts.id);
    const stashed = draft.stash[at];
    if (stashed) draft.stash = draft.stash.toSpliced(at, 1);
    const whole = stashed ? joinFacts(facts, stashed) : facts;
    if (!facts.data) continue;
    const key = keyOf(draft, facts.id, facts.data);
    rows.push(makeRow(facts.data, whole, key, draft.config));
    draft.dirty.add(facts.id);
  }
  rows.sort((a, b) => compareIds(a.id, b.id));
  draft.rows = merge(draft.rows, rows);
  draft.fresh = merge(draft.fresh, rows);
}

/** The key of what was sent from here goes on; any other is the id. */
function keyOf<M>(draft: Draft<M>, id: string, data: MessageData): string {
  const guid = data.source_guid;
  if (typeof guid !== "string") return id;
  const became = draft.sent.get(guid);
  const { me } = draft.timeline;
  const isOwn = me === undefined || `${data.sender_id ?? data.user_id}` === me;
  if (!isOwn) return id;
  if (became === "") draft.sent = new Map(draft.sent).set(guid, id);
  return became === "" || became === id ? guid : id;
}

function stash<M>(draft: Draft<M>, facts: Facts): void {
  const { stash } = draft;
  const at = placeOf(stash, facts.id);
  const known = stash[at];
  draft.stash = known?.id === facts.id
    ? stash.with(at, joinFacts(known, facts))
    : stash.toSpliced(at, 0, facts);
  if (draft.stash.length > STASH_SIZE) draft.stash = draft.stash.slice(1);
}
