import { emptyState, type State } from "../../lib/timeline/state.ts";
import { reduce } from "../../lib/timeline/reducer.ts";
import { counting } from "../../lib/timeline/unread.ts";
import type { Input } from "../../lib/timeline/inputs.ts";
import type { MessageData } from "../../lib/wire/message.ts";
import type { Timeline } from "../../lib/timeline/types.ts";

/** A message as a reducer under test makes it. */
export interface Plain {
  readonly id: string;
  readonly data: MessageData;
}

/** The time of message 0, in seconds. */
export const START = 1_754_052_300;

/** The id of a message: one is written each second. */
export function idAt(n: number): string {
  return `${START + n}${10_000_000 + n}`;
}

/** A message as a page holds it; four people write in turn. */
export function message(
  n: number,
  fields: Partial<MessageData> = {},
): MessageData {
  const author = `${101 + n % 4}`;
  return {
    id: idAt(n),
    source_guid: `guid-${n}`,
    created_at: START + n,
    user_id: author,
    sender_id: author,
    sender_type: "user",
    name: `Person ${author}`,
    avatar_url: null,
    text: `message ${n}`,
    attachments: [],
    favorited_by: [],
    group_id: "1",
    system: false,
    pinned_at: null,
    pinned_by: "",
    ...fields,
  };
}

/** Messages from one number up to, and without, another. */
export function messages(from: number, to: number): MessageData[] {
  return Array.from({ length: to - from }, (_, i) => message(from + i));
}

/** A notice of GroupMe's that tells of a change. */
export function notice(
  n: number,
  type: string,
  data: Record<string, unknown>,
): MessageData {
  return message(n, {
    sender_id: "system",
    user_id: "system",
    sender_type: "system",
    system: true,
    name: "GroupMe",
    text: "Something changed",
    event: { type, data },
  });
}

/** A state of which nothing is loaded. */
export function blank({ size = 1_000_000, page = 100 } = {}): State<Plain> {
  return emptyState<Plain>({
    read: (data) => ({ id: `${data.id ?? ""}`, data }),
    show: ({ data }) =>
      !/^message\.(update|deleted)$/.test(data.event?.type ?? ""),
    dayOf: (ms) => Math.floor(ms / 86_400_000),
    size,
    page,
    unread: counting,
  });
}

/** A page that replaces the window, up to the live end unless `to` is given. */
export function opening(
  rows: readonly MessageData[],
  { from = `${rows[0]?.id ?? ""}`, to, asOf = 1 }: {
    from?: string;
    to?: string;
    asOf?: number;
  } = {},
): Input {
  const learned = { asOf, seconds: START };
  return { type: "page", rows, learned, span: { from, to }, grows: "reset" };
}

/** A window attached to the live end, which holds these messages. */
export function loaded(
  from: number,
  to: number,
  options?: { size?: number; page?: number },
): State<Plain> {
  return reduce(blank(options), [
    { type: "me", id: "101" },
    opening(messages(from, to)),
  ]);
}

/** The part of a timeline that must not depend on the order of inputs. */
export function picture({ items, unread }: Timeline<Plain>): unknown {
  return {
    unread,
    items: items.map(({ message: { data }, key: _, ...item }) => ({
      ...item,
      text: data.text,
      attachments: data.attachments,
      updated: data.updated_at,
      deleted: data.deleted_at,
      pinned: data.pinned_at,
    })),
  };
}
