import {
  catchError,
  distinctUntilChanged,
  EMPTY,
  map,
  merge,
  type MonoTypeOperatorFunction,
  type Observable,
  scan,
  skipWhile,
  switchMap,
  tap,
  throwError,
  toArray,
  zip,
} from "rxjs";
import { Forbidden, NotFound } from "../../errors.ts";
import type { GenericMessage } from "../../messages/generic_message.ts";
import type { Tail } from "../../tail/tail.ts";
import { isPassing } from "../../transport/retry.ts";
import { explain } from "../failure.ts";
import { findGroup } from "../find_group.ts";
import { messageLine } from "../message_line.ts";
import { quantity } from "../quantities.ts";
import type { Screen } from "../screen.ts";
import type { Context } from "./context.ts";

/** How a conversation is followed, and how it is shown. */
export interface TailCommandOptions {
  /** Start after the message with this id, or with the very first one. */
  since?: string;
  /** A line of JSON for each message. */
  json?: boolean;
}

/** A conversation that is followed. */
interface Followed {
  readonly name: string;
  readonly tail: Tail<GenericMessage>;
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
      return follow(context, [{ name, tail: messages.tail({ since }) }], json);
    }),
  );
}

/** Follows all groups and chats that there are at its start, until interrupted. */
export function tailAll(
  context: Context,
  { json = false }: TailCommandOptions,
): Observable<unknown> {
  const { groups, chats } = context.client;
  return zip(
    groups.listAll({ omit: "memberships" }).pipe(toArray()),
    chats.listAll().pipe(toArray()),
  ).pipe(
    switchMap(([groups, chats]) => {
      const all = `${quantity(groups.length, "group")} and ${
        quantity(chats.length, "chat")
      }`;
      context.screen.note(`Following ${all}: Ctrl-C ends`);
      const followed = [...groups, ...chats].map(({ name = "?", messages }) => {
        const tail: Tail<GenericMessage> = messages.tail();
        return { name, tail };
      });
      return follow(context, followed, json);
    }),
  );
}

function follow(
  { screen, life$ }: Context,
  followed: readonly Followed[],
  isJson: boolean,
): Observable<unknown> {
  const isOne = followed.length === 1;
  return merge(
    life$,
    outages(followed).pipe(tap((text) => screen.note(text))),
    ...followed.map(({ name, tail }) =>
      tail.pipe(
        tap((message) =>
          screen.print([
            isJson
              ? JSON.stringify(message)
              : messageLine(message, screen.style, isOne ? undefined : name),
          ])
        ),
        isOne ? (messages) => messages : letGo(name, screen),
      )
    ),
  );
}

/** A group that the user has left is no reason to lose the others. */
function letGo<T>(name: string, screen: Screen): MonoTypeOperatorFunction<T> {
  return catchError((error) => {
    const isGone = error instanceof NotFound || error instanceof Forbidden;
    if (!isGone) return throwError(() => error);
    screen.note(`No longer following ${name}: ${explain(error)}`);
    return EMPTY;
  });
}

/** Tells when conversations cannot be followed for now, and when they all can. */
function outages(followed: readonly Followed[]): Observable<string> {
  const statuses = followed.map(({ tail }, index) =>
    tail.status$.pipe(map((status) => ({ index, status })))
  );
  return merge(...statuses).pipe(
    scan((failing, { index, status: { error } }) => {
      const others = [...failing].filter(([other]) => other !== index);
      return new Map(
        isPassing(error) ? [...others, [index, error] as const] : others,
      );
    }, new Map<number, unknown>()),
    distinctUntilChanged((a, b) => (a.size > 0) === (b.size > 0)),
    skipWhile(({ size }) => size === 0),
    map((failing) => {
      const [error] = failing.values();
      return failing.size > 0
        ? `Offline, and trying on: ${explain(error)}`
        : "Online again";
    }),
  );
}
