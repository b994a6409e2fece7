import {
  type Draft,
  ImageAttachment,
  LocationAttachment,
  type Message,
  type Messages,
} from "@rxgroupme/client";
import { filter, map, type Observable, reduce, takeWhile } from "rxjs";

const PREFIX = "bridge-";
/** The longest text that GroupMe takes, in characters. */
const MAX_TEXT = 1_000;
/** GroupMe's times are whole seconds, and of several servers; in ms. */
const MARGIN_MS = 60_000;

/** A message to be posted, under a guid made of the ids of its original. */
export interface Copy {
  /** Its `source_guid`: the same whenever the same message is copied. */
  readonly guid: string;
  /** Its content. */
  readonly draft: Draft;
}

/** Whether the bridge of the user `me` posted it; what the user writes is none. */
export function isCopy({ userId, sourceGuid }: Message, me: string): boolean {
  return userId === me && (sourceGuid?.startsWith(PREFIX) ?? false);
}

/** The copies of a message: one, unless its text is too long for that. */
export function copiesOf(message: Message): readonly Copy[] {
  const attachments = message.attachments.filter((it) =>
    it instanceof ImageAttachment || it instanceof LocationAttachment
  );
  const nothing = attachments.length > 0 ? "" : "(something else)";
  const whole = `${message.name}: ${message.text || nothing}`;
  const texts = whole.length <= MAX_TEXT
    ? [whole]
    // By code points, of which each may count as two characters.
    : whole.match(/[^]{1,500}/gu) ?? [];
  return texts.filter((text) => text.trim()).map((text, n) => ({
    guid: `${PREFIX}${message.groupId}-${message.id}-${n}`,
    draft: { text, attachments: n === 0 ? attachments : [] },
  }));
}

/** The guids in a group, back to the time when a message was written. */
export function guidsSince(
  messages: Messages,
  { createdAt }: Message,
): Observable<ReadonlySet<string>> {
  const earliest = Number(createdAt ?? 0) - MARGIN_MS;
  return messages.listAll().pipe(
    takeWhile(({ createdAt }) => Number(createdAt ?? earliest) >= earliest),
    map(({ sourceGuid }) => sourceGuid),
    filter((guid) => guid !== undefined),
    reduce((guids, guid) => guids.add(guid), new Set<string>()),
  );
}
