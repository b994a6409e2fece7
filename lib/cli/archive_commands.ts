import type { Command } from "commander";
import { defer, type Observable } from "rxjs";
import { collect, date, number, text } from "./arguments.ts";
import { audit, type AuditCommandOptions } from "./commands/audit.ts";
import { exportArchive, type ExportOptions } from "./commands/export.ts";
import { mirror, type MirrorCommandOptions } from "./commands/mirror.ts";
import { search, type SearchCommandOptions } from "./commands/search.ts";
import type { Context } from "./connection.ts";
import type { Screen } from "./screen.ts";

const MIRROR = `
DIR holds a database of all messages, and with --media their pictures. Run it
again to go on where it was interrupted, and to bring DIR up to date: only what
is new is read. What others deleted is deleted in DIR too.`;

const EXPORT = `
--html makes a directory of pages that open from a disk, without the network.
--csv has the columns conversation, id, created_at, updated_at, deleted_at,
sender_id, sender_type, name, text, attachments (JSON) and liked_by; times are
UTC. In it \\n stands for a new line and \\\\ for a backslash, and an apostrophe is
put before what a spreadsheet would take for a formula. --ndjson has a line of
JSON for each message, as GroupMe sent it. TO "-" is stdout for both.`;

/** Declares the commands of an archive: a copy of conversations in a directory. */
export function addArchiveCommands(
  program: Command,
  connected: (command: (context: Context) => Observable<unknown>) => void,
  offline: (command: (screen: Screen) => Observable<unknown>) => void,
): void {
  program.command("mirror")
    .description("copy everything into a directory, or bring it up to date")
    .argument("<dir>", "where the copy is", text)
    .option("--group <name>", "only this group or chat, by id or name", collect)
    .option("--media", "download the pictures too")
    .option("--live", "go on with what is new, until Ctrl-C")
    .addHelpText("after", MIRROR)
    .action((directory: string, options: MirrorCommandOptions) =>
      connected((context) => mirror(context, directory, options))
    );

  program.command("search")
    .description("find messages in a copy: ends with 1 where there are none")
    .argument("<dir>", "where the copy is", text)
    .argument("<words...>", "all of them, whole, in any case", collect)
    .option("--group <name>", "only in this group or chat", collect)
    .option("--author <name>", "only by this user, by id or name", text)
    .option(
      "--from <date>",
      "only since then: 2025-08-01, or 2025-08-01T18:30; UTC",
      date,
    )
    .option("--to <date>", "only before then", date)
    .option("--limit <number>", "the newest ones", number(1, 1_000), 20)
    .action((
      directory: string,
      words: string[],
      options: SearchCommandOptions,
      command: Command,
    ) => {
      const { from, to } = options;
      if (from && to && from >= to) {
        return command.error("error: --from must be earlier than --to");
      }
      offline((screen) => search(screen, directory, words, options));
    });

  program.command("audit")
    .description("compare random pages of a copy with GroupMe")
    .argument("<dir>", "where the copy is", text)
    .option("--probes <number>", "how many pages", number(1, 100_000), 60)
    .option(
      "--seed <number>",
      "chooses the same pages again",
      number(0, 2 ** 32),
    )
    .action((directory: string, options: AuditCommandOptions) =>
      connected((context) => audit(context, directory, options))
    );

  program.command("export")
    .description("write a copy as pages, or as a line for each message")
    .argument("<dir>", "where the copy is", text)
    .argument("<to>", "a new file, or a directory for pages", text)
    .option("--html", "pages for people")
    .option("--csv", "a table")
    .option("--ndjson", "JSON")
    .option("--group <name>", "only this group or chat", collect)
    .option("--oldest-first", "begin with the oldest message")
    .addHelpText("after", EXPORT)
    .action((
      directory: string,
      to: string,
      options:
        & Omit<ExportOptions, "format">
        & {
          [format in ExportOptions["format"]]?: boolean;
        },
      command: Command,
    ) => {
      const [format, other] = (["html", "csv", "ndjson"] as const)
        .filter((it) => options[it]);
      if (!format || other) {
        return command.error("error: say one of --html, --csv and --ndjson");
      }
      if (format === "html" && to === "-") {
        return command.error("error: pages need a directory");
      }
      offline((screen) =>
        defer(() =>
          exportArchive(screen, directory, to, { ...options, format })
        )
      );
    });
}
