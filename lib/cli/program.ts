import { Command } from "commander";
import { type Observable, takeUntil } from "rxjs";
import type { ConnectOptions, Context } from "./connection.ts";
import { addArchiveCommands } from "./archive_commands.ts";
import {
  atLeastOne,
  number,
  percent,
  port,
  since,
  text,
  whole,
} from "./arguments.ts";
import { history, type HistoryOptions } from "./commands/history.ts";
import { chats, groups } from "./commands/list.ts";
import { post } from "./commands/post.ts";
import { simulate, type SimulateOptions } from "./commands/simulate.ts";
import { tail, tailAll, type TailCommandOptions } from "./commands/tail.ts";
import { columnsOf, interruption, type Io, tell } from "./io.ts";
import { online } from "./online.ts";
import type { Screen } from "./screen.ts";

const ENVIRONMENT = `
Environment:
  GROUPME_TOKEN  your access token, from https://dev.groupme.com; it is no
                 option, as others on this machine can see those
  GROUPME_API    as --api
  NO_COLOR       no colour, when set

GROUP is the id or the name of a group; for a chat, of the other user. Results
go to stdout; progress, notes and failures to stderr. Ends with 0, with 1 after
a failure, with 2 when it was used wrongly, with 130 after Ctrl-C.`;

/**
 * The version of this package, that of `deno.json`, to which a test holds it, as
 * npm's package has no `deno.json`.
 */
const VERSION = "0.1.0";

const HISTORY = `
With --ndjson FILE each message is a line of JSON, the newest first. When it was
interrupted, the same command goes on where the file ends: nothing is lost and
nothing comes twice, even if the last line was cut. Messages that came since the
file was begun belong before its first line, and are left out; a note tells how
many. FILE "-" is stdout. With --csv, --oldest-first or --limit the file has to
be a new one.`;

/** The argument that names a conversation. */
const GROUP = "its id or name; for a chat, those of the other user";

/**
 * Declares the commands.
 *
 * @param choose Takes what is to be run, once the arguments are read.
 */
export function makeProgram(
  io: Io,
  screen: Screen,
  choose: (run: Observable<unknown>) => void,
): Command {
  const program = new Command("groupme")
    .description("GroupMe on the command line")
    .version(VERSION, "-V, --version", "print the version")
    .option("--simulate", "talk to an embedded simulator, without a token")
    .option("--api <url>", "talk to a simulator that is served there", text)
    .addHelpText("after", ENVIRONMENT)
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => tell(io, text),
      getOutHelpWidth: () => columnsOf(io.stdout),
      getErrHelpWidth: () => columnsOf(io.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  const connected = (command: (context: Context) => Observable<unknown>) =>
    choose(online(io, screen, program.opts<ConnectOptions>(), command));

  program.command("groups")
    .description("list your groups")
    .action(() => connected(groups));

  program.command("chats")
    .description("list your chats, with the ids of the other users")
    .action(() => connected(chats));

  program.command("history")
    .description("read all messages of a group or chat, the newest first")
    .argument("<group>", GROUP, text)
    .option(
      "--ndjson <file>",
      "write them there, or go on with what is there",
      text,
    )
    .option("--csv <file>", "write a table there, as export does", text)
    .option("--oldest-first", "begin with the oldest message")
    .option("--limit <number>", "at most this many messages", atLeastOne)
    .addHelpText("after", HISTORY)
    .action((group: string, options: HistoryOptions, command: Command) => {
      if (options.csv !== undefined && options.ndjson !== undefined) {
        return command.error("error: say --ndjson or --csv");
      }
      connected((context) => history(context, group, options));
    });

  addArchiveCommands(
    program,
    connected,
    (run) => choose(run(screen).pipe(takeUntil(interruption(io)))),
  );

  program.command("tail")
    .description("show new messages as they come")
    .argument("[group]", GROUP, text)
    .option("--all", "all groups and chats, also those that come later")
    .option("-n, --lines <number>", "begin with so many of the newest", whole)
    .option("--since <message>", 'after this id, or from "beginning"', since)
    .option("--json", "a line of JSON for each message")
    .action((
      group: string | undefined,
      { all, ...options }: TailCommandOptions & { all?: boolean },
      command: Command,
    ) => {
      const { lines, since } = options;
      if (Boolean(all) === (group !== undefined)) {
        return command.error("error: name one group, or say --all");
      }
      if (lines !== undefined && since !== undefined) {
        return command.error("error: say --lines or --since");
      }
      if (group !== undefined) {
        return connected((context) => tail(context, group, options));
      }
      if (lines !== undefined || since !== undefined) {
        return command.error("error: --lines and --since are for one group");
      }
      connected((context) => tailAll(context, options));
    });

  program.command("post")
    .description("post a message, and print its id")
    .argument("<group>", GROUP, text)
    .argument(
      "<text>",
      'up to 1,000 characters; "-" reads them from stdin; "--" goes before a text that begins with "-"',
    )
    .action((group: string, text: string) =>
      connected((context) => post(context, group, text))
    );

  program.command("simulate")
    .description("serve a simulated GroupMe on this machine")
    .option("--port <number>", "where; 0 for any that is free", port, 8787)
    .option("--seed <number>", "makes another world", whole)
    .option("--latency <ms>", "how long an answer takes", whole)
    .option(
      "--rate <number>",
      "requests a second, before it says 429",
      atLeastOne,
    )
    .option("--failures <percent>", "the share of requests that fail", percent)
    .option(
      "--page-cap <number>",
      "at most this many messages on a page",
      number(1, 200),
    )
    .option(
      "--short-pages <percent>",
      "the share of pages that hold fewer messages than they could",
      percent,
    )
    .option("--topics <number>", "the number of topics in each group", whole)
    .option("--legacy", "change groups as in 2018, for clients of that time")
    .option("--no-talk", "the others stay silent")
    .action((options: SimulateOptions) =>
      choose(simulate(io, screen, options))
    );

  return program;
}
