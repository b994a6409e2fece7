import type { Client, Cursor, Message } from "@rxgroupme/client";
import { type BotOutcome, commands } from "@rxgroupme/client/bot";
import { type Observable, switchMap } from "rxjs";

/** The name that its answers show. */
export const NAME = "Gull";

/** The commands: the first word of a message, and what is answered. */
const handlers = {
  "!ping": (): string => "pong",
  "!roll": (_: Message, [sides = "6"]: readonly string[]): string => {
    const count = Number(sides);
    if (!(count >= 2)) return "A die has two sides or more: !roll 20";
    return `${1 + Math.floor(count * Math.random())}`;
  },
};

/**
 * Answers the commands of a group, as a bot of GroupMe that is found by its
 * name, or made.
 *
 * @param cursor Keeps the place in the group: what is written while the bot is
 * down is answered when it is back.
 * @returns Emits each outcome; errors when the token is refused or the group is
 * gone.
 */
export function bot(
  client: Client,
  groupId: string,
  cursor: Cursor,
): Observable<BotOutcome<Message, unknown>> {
  return client.bots.ensure({ name: NAME, groupId }).pipe(
    switchMap((own) =>
      client.groups.messages(groupId).tail({ cursor }).pipe(
        // The cursor moves past a message once it is answered, or that failed.
        commands(handlers, {
          cursor,
          answer: (_, content) => own.post(content),
        }),
      )
    ),
  );
}
