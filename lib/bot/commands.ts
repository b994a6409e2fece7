import { EMPTY, type OperatorFunction } from "rxjs";
import { each } from "../operators/each.ts";
import { invalidArgument } from "../util/validate.ts";
import { isAnswer } from "./answer_guid.ts";
import type { Answerable, BotOptions, Handled } from "./options.ts";
import {
  assertOptions,
  type BotOutcome,
  respond,
  thenCommit,
} from "./outcome.ts";

/**
 * Answers a command.
 *
 * @param message The message that holds it.
 * @param args The words after the command; `message.text` has the whole text.
 */
export type CommandHandler<M> = (
  message: M,
  args: readonly string[],
) => Handled;

/** Handlers by command: the first word of a text, such as `"!roll"`. */
export interface Commands<M> {
  /** Answers messages that begin with the command. */
  readonly [command: string]: CommandHandler<M>;
}

/**
 * Answers the commands in a stream of messages: a tail of a group or a chat,
 * `client.tail()`, or a webhook with `read: messageOf(client)`. Upper and lower
 * case are the same. Messages are handled in order, one at a time; directly
 * behind a tail nothing further is read meanwhile.
 *
 * Only people are answered: no bot, no notice of GroupMe's, and no answer that
 * this library posted, so that it never answers itself. Return answers, and post
 * none in a handler. A failure ends nothing: it is emitted, and the cursor moves
 * past its message too. With the default `answer` each command has its answers
 * once, whatever crashes between.
 *
 * @example A bot of two commands
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { commands } from "@rxgroupme/client/bot";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(commands({
 *   "!ping": () => "pong",
 *   "!echo": (message, args) => `${message.name}: ${args.join(" ")}`,
 * })).subscribe((outcome) => {
 *   if (outcome.type === "failed") console.error(outcome.name, outcome.error);
 * });
 * ```
 * @returns The outcome of each answer. Completes and errors as the source does;
 * errors also when the cursor cannot be moved.
 * @throws {TypeError} When a command is empty, holds white space or stands there
 * twice, or when its handler or `answer` is not a function.
 * @throws {RangeError} When `timeout` is out of range.
 */
export function commands<M extends Answerable, R = M>(
  handlers: Commands<M>,
  options: BotOptions<M, R> = {},
): OperatorFunction<M, BotOutcome<M, R>> {
  assertOptions(options);
  const byName = new Map<
    string,
    { name: string; handler: CommandHandler<M> }
  >();
  for (const [name, handler] of Object.entries(handlers)) {
    assertCommand(name, handler);
    const key = folded(name);
    const same = byName.get(key)?.name;
    if (same !== undefined) {
      const got = `got ${JSON.stringify(same)} and ${JSON.stringify(name)}`;
      throw invalidArgument("handlers", `it must name a command once, ${got}`);
    }
    byName.set(key, { name, handler });
  }
  return each((message: M) => {
    const [word = "", ...args] = message.text?.trim().split(/\s+/) ?? [];
    const found = byName.get(folded(word));
    const isMeant = message.isFromPerson && !isAnswer(message.sourceGuid);
    const outcomes = found && isMeant
      ? respond(
        found.name,
        message,
        () => found.handler(message, args),
        options,
      )
      : EMPTY;
    return thenCommit(outcomes, message, options);
  });
}

function folded(name: string): string {
  return name.normalize().toLowerCase();
}

function assertCommand(name: string, handler: unknown): void {
  const shown = JSON.stringify(name);
  if (!/^\S+$/.test(name)) {
    throw invalidArgument(
      "handlers",
      `it must name commands of one word, got ${shown}`,
    );
  }
  if (typeof handler !== "function") {
    const got = `got a ${typeof handler} for ${shown}`;
    throw invalidArgument("handlers", `it must hold functions, ${got}`);
  }
}
