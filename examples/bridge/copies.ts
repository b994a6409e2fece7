import {
  type Draft,
  ImageAttachment,
  LocationAttachment,
  type Message,
  type Messages,
} from "@rxgroupme/client";
import { filter, map, type Observable, reduce, takeWhile } from "rxjs";

const PREFIX = "bridge-";
/** What GroupMe takes as one message, in characters. */
const LONGEST = 1_000;
/** Clocks may be wrong, and GroupMe's times are whole seconds; in ms. */
const MARGIN = 60_000;

/** A message to be posted, under a name that tells what it is a copy of. */
export interface Copy {
  /** Its `source_guid`: the same whenever the same thing is copied. */
  readonly guid: string;
  /** What it says. */
  readonly draft: Draft;
}

/** Did the bridge of the user `me` post it? What the user writes is no copy. */
export function isCopy({ userId, sourceGuid }: Message, me: string): boolean {
  return userId === me && (sourceGuid?.startsWith(PREFIX) ?? false);
}

/** The copies that a message takes: one, unless it is very long. */
export function copiesOf(message: Message): readonly Copy[] {
  const attachments = message.attachments.filter((it) =>
    it instanceof ImageAttachment || it instanceof LocationAttachment
  );
  const nothing = attachments.length > 0 ? "" : "(something else)";
  const whole = `${message.name}: ${message.text || nothing}`;
  const texts = whole.length <= LONGEST
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
  const earliest = Number(createdAt ?? 0) - MARGIN;
  return messages.listAll().pipe(
    takeWhile(({ createdAt }) => Number(createdAt ?? earliest) >= earliest),
    map(({ sourceGuid }) => sourceGuid),
    filter((guid) => guid !== undefined),
    reduce((guids, guid) => guids.add(guid), new Set<string>()),
  );
}
