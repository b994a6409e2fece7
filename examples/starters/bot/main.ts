/**
 * A bot that answers commands in the group `GROUPME_GROUP`. Without
 * `GROUPME_TOKEN` it runs on a simulated GroupMe, where it answers what you
 * type.
 *
 * @module
 */

import { NEVER, type Observable, takeUntil } from "rxjs";
import { bot, NAME } from "./bot.ts";
import { type Place, real, simulated } from "./place.ts";
import { talk } from "./talk.ts";

const token = Deno.env.get("GROUPME_TOKEN");

if (token) {
  real(token, Deno.env.get("GROUPME_GROUP")).then(
    (place) => run(place),
    fail,
  );
} else {
  const place = simulated();
  console.log("A simulated GroupMe: nothing leaves this machine.");
  console.log("Type !ping or !roll 20; Ctrl-C ends.\n");
  run(place, talk((text) => place.say(text)));
}

/** Runs the bot, and shows what it answers. */
function run(
  { client, groupId, cursor }: Place,
  end$: Observable<unknown> = NEVER,
): void {
  bot(client, groupId, cursor).pipe(takeUntil(end$)).subscribe({
    next(outcome) {
      const { name, message } = outcome;
      print(`${message.name}: ${message.text}`);
      if (outcome.type === "answered") print(`${NAME}: ${outcome.content}`);
      else print(`${name} failed: ${outcome.error}`);
    },
    // Only final errors: the token is refused, or the group is gone.
    error: fail,
  });
}

function fail(error: Error): never {
  console.error(`error: ${error.message}`);
  Deno.exit(1);
}

/** Prints what others wrote: no character of it steers the terminal. */
function print(text: string): void {
  console.log(text.replaceAll(/[\p{Cc}\p{Bidi_Control}]/gu, " "));
}
