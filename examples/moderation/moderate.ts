import {
  commit,
  type Cursor,
  type GroupMeError,
  isGroupMeError,
  type Message,
  NotFound,
  type Tail,
} from "@rxgroupme/client";
import { changeOf, deleteMessage } from "@rxgroupme/client/changes";
import {
  catchError,
  concat,
  concatMap,
  EMPTY,
  ignoreElements,
  map,
  type Observable,
  of,
} from "rxjs";

/** A rule of a group. */
export interface Rule {
  /** Matches a text that breaks it. */
  readonly pattern: RegExp;
  /** The reason, for the author. */
  readonly why: string;
}

/** The outcome for a message that breaks a rule. */
export interface Moderated {
  /** The message's id. */
  readonly messageId: string;
  /** The rule. */
  readonly rule: Rule;
  /** Why the message stands or no reason was given; nothing where all went well. */
  readonly error?: GroupMeError;
}

/** How to moderate. */
export interface ModerateOptions {
  /** The rules; the first that matches counts. */
  readonly rules: readonly Rule[];
  /** The user of the client, whose messages are left alone. */
  readonly me: string;
  /** The cursor of the tail. */
  readonly cursor: Cursor;
}

/**
 * Deletes what breaks a rule, as an admin, and says why; also what breaks it only
 * after an edit. What people write is judged, each message once.
 *
 * @returns Emits what was done. Never completes; a deletion that is refused is
 * emitted, and ends nothing.
 */
export function moderate(
  tail: Tail<Message>,
  { rules, me, cursor }: ModerateOptions,
): Observable<Moderated> {
  return tail.concatMap((message) => {
    const said = saidIn(message, me);
    const rule = rules.find(({ pattern }) => said?.text.match(pattern));
    const judged = said && rule ? remove(message, said, rule) : EMPTY;
    return concat(
      judged,
      of(message).pipe(commit(cursor), ignoreElements()),
    );
  });
}

/** The text that a person wrote, or changed a message to. */
function saidIn(
  message: Message,
  me: string,
): { id: string; text: string; author?: string } | undefined {
  const change = changeOf(message);
  if (change?.type === "edited" && change.by !== me) {
    return { id: change.messageId, text: change.text ?? "" };
  }
  const { id, text = "", name, isFromPerson, userId } = message;
  return isFromPerson && userId !== me ? { id, text, author: name } : undefined;
}

function remove(
  { manager }: Message,
  { id, author = "An edited message" }: { id: string; author?: string },
  rule: Rule,
): Observable<Moderated> {
  const moderated = { messageId: id, rule };
  const explain = () =>
    // Under an id of its own it is said once, whatever crashes.
    manager.create(`${author}: ${rule.why}`, {
      sourceGuid: `moderation-${id}`,
      triedAfter: id,
    });
  return deleteMessage({ manager, id }).pipe(
    // Somebody else was faster, or this bot before it crashed.
    catchError((error) => {
      if (error instanceof NotFound) return of(true);
      throw error;
    }),
    concatMap(explain),
    map((): Moderated => moderated),
    catchError((error) => {
      if (!isGroupMeError(error)) throw error;
      return of<Moderated>({ ...moderated, error });
    }),
  );
}
