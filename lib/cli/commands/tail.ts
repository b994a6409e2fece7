import {
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  skipWhile,
  switchMap,
  take,
  tap,
  toArray,
  zip,
} from "rxjs";
import type { AnyMessage } from "../../resources/messages/any_message.ts";
import type { Tail } from "../../tail/tail.ts";
import { isTransient } from "../../transport/retry.ts";
import { reasonOf } from "../explain.ts";
import { type Conversation, findConversation } from "../find_conversation.ts";
import { messageLine } from "../message_line.ts";
import { quantity } from "../quantities.ts";
import { jsonLine } from "../sanitize.ts";
import type { Context } from "../connection.ts";

/** How a conversation is followed, and how it is shown. */
export interface TailCommandOptions {
  /** Start after the message with this id, or with the very first one. */
  since?: string;
  /** Start with the newest messages: their number. */
  lines?: number;
  /** A line of JSON for each message. */
  json?: boolean;
}

/** A page to start from: messages below it are not late, but old. */
const PAGE = 100;

/** Follows one group or chat, until interrupted. */
export function tail(
  context: Context,
  wanted: string,
  { since, lines = 0, json = false }: TailCommandOptions,
): Observable<unknown> {
  return findConversation(context.client, wanted).pipe(
    switchMap(({ title, messages }) => {
      context.screen.note(`Following ${title}: Ctrl-C ends`);
      return lines > 0
        ? followFrom(context, messages, lines, json)
        : follow(context, messages.tail({ since }), json);
    }),
  );
}

/** Shows the newest messages, and then each that is in none of what was read. */
function followFrom(
  context: Context,
  messages: Conversation["messages"],
  lines: number,
  isJson: boolean,
): Observable<unknown> {
  return messages.listAll().pipe(
    take(Math.max(lines, PAGE)),
    toArray(),
    switchMap((newest) => {
      show(context, newest.slice(0, lines).reverse(), isJson);
      return follow(context, messages.tail({ since: newest }), isJson);
    }),
  );
}

/** Follows all groups and chats, new ones included, until interrupted. */
export function tailAll(
  context: Context,
  { json = false }: TailCommandOptions,
): Observable<unknown> {
  const { client, screen } = context;
  return zip(
    client.groups.listAll({ omit: "memberships" }).pipe(toArray()),
    client.chats.listAll().pipe(toArray()),
  ).pipe(
    switchMap(([groups, chats]) => {
      const all = `${quantity(groups.length, "group")} and ${
        quantity(chats.length, "chat")
      }`;
      screen.note(`Following ${all}: Ctrl-C ends`);
      const names = new Map([
        ...groups.map(({ id, name }) => [id, name] as const),
        ...chats.map(({ otherUserId, name }) => [otherUserId, name] as const),
      ]);
      const nameOf = ({ manager }: AnyMessage) => {
        const id = "groupId" in manager ? manager.groupId : manager.otherUserId;
        return names.get(id) ?? id;
      };
      return follow(context, client.tail(), json, nameOf);
    }),
  );
}

function follow<M extends AnyMessage>(
  context: Context,
  tail: Tail<M>,
  isJson: boolean,
  nameOf: (message: M) => string | undefined = () => undefined,
): Observable<unknown> {
  const { screen, life$ } = context;
  return merge(
    life$,
    outages(tail).pipe(tap((text) => screen.note(text))),
    tail.pipe(
      tap((message) => show(context, [message], isJson, nameOf(message))),
    ),
  );
}

function show(
  { screen }: Context,
  messages: readonly AnyMessage[],
  isJson: boolean,
  where?: string,
): void {
  screen.print(
    messages.map((message) =>
      isJson ? jsonLine(message) : messageLine(message, screen.style, where)
    ),
  );
}

/** Tells when the tail cannot read for now, and when it can again. */
function outages({ status$ }: Tail<AnyMessage>): Observable<string> {
  return status$.pipe(
    map(({ error }) => isTransient(error) ? error : undefined),
    distinctUntilChanged((a, b) => (a === undefined) === (b === undefined)),
    skipWhile((error) => error === undefined),
    map((error) =>
      error === undefined
        ? "Online again"
        : `Offline, and trying on: ${reasonOf(error)}`
    ),
  );
}
