import {
  distinctUntilChanged,
  map,
  merge,
  type Observable,
  skipWhile,
  switchMap,
  tap,
  toArray,
  zip,
} from "rxjs";
import type { AnyMessage } from "../../resources/messages/any_message.ts";
import type { Tail } from "../../tail/tail.ts";
import { isTransient } from "../../transport/retry.ts";
import { explain } from "../failure.ts";
import { findGroup } from "../find_group.ts";
import { messageLine } from "../message_line.ts";
import { quantity } from "../quantities.ts";
import { jsonLine } from "../sanitize.ts";
import type { Context } from "../connection.ts";

/** How a conversation is followed, and how it is shown. */
export interface TailCommandOptions {
  /** Start after the message with this id, or with the very first one. */
  since?: string;
  /** A line of JSON for each message. */
  json?: boolean;
}

/** Follows one group, until interrupted. */
export function tail(
  context: Context,
  wanted: string,
  { since, json = false }: TailCommandOptions,
): Observable<unknown> {
  return findGroup(context.client, wanted).pipe(
    switchMap(({ name = wanted, messages }) => {
      context.screen.note(`Following ${name}: Ctrl-C ends`);
      return follow(context, messages.tail({ since }), json);
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
  { screen, life$ }: Context,
  tail: Tail<M>,
  isJson: boolean,
  nameOf: (message: M) => string | undefined = () => undefined,
): Observable<unknown> {
  return merge(
    life$,
    outages(tail).pipe(tap((text) => screen.note(text))),
    tail.pipe(
      tap((message) =>
        screen.print([
          isJson
            ? jsonLine(message)
            : messageLine(message, screen.style, nameOf(message)),
        ])
      ),
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
        : `Offline, and trying on: ${explain(error)}`
    ),
  );
}
