import { type Observable, of, switchMap, tap } from "rxjs";
import { toSendable } from "../../resources/messages/content.ts";
import type { Context } from "../connection.ts";
import { WrongUsage } from "../failure.ts";
import { findConversation } from "../find_conversation.ts";
import { readStdin } from "../read_stdin.ts";
import { sanitize } from "../sanitize.ts";

/**
 * Posts a message, once whatever happens on the way, and prints its id.
 *
 * @param text The text; `-` reads it from the standard input.
 */
export function post(
  { client, io, screen }: Context,
  wanted: string,
  text: string,
): Observable<unknown> {
  const text$ = text === "-" ? readStdin(io) : of(text);
  if (text === "-" && io.stdin?.isTerminal) {
    screen.note("Write the message: Ctrl-D on an empty line posts it");
  }
  return text$.pipe(
    tap(assertSendable),
    switchMap((text) =>
      findConversation(client, wanted).pipe(
        switchMap(({ messages }) => messages.create(text)),
      )
    ),
    tap(({ id }) => screen.print([sanitize(id)])),
  );
}

/** Refuses what GroupMe would not take, before anything is requested. */
function assertSendable(text: string): void {
  try {
    toSendable(text);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : `${error}`);
  }
}
