import { Argument, Command, CommanderError } from "commander";
import { text } from "../cli/arguments.ts";
import { explain } from "../cli/explain.ts";
import { WrongUsage } from "../cli/failure.ts";
import { columnsOf, type Io, OutputClosed, tell } from "../cli/io.ts";
import { sanitize } from "../cli/sanitize.ts";
import { makeProject } from "./node_project.ts";
import { findSource } from "./node_source.ts";
import { filesOf } from "./files_of.ts";
import { isKind, KINDS } from "./kinds.ts";
import { nextSteps } from "./next_steps.ts";

/** The exit code that a shell expects of a process that was interrupted. */
const INTERRUPTED = 130;

const HELP = `
Starters:
${KINDS.map(({ name, about }) => `  ${name.padEnd(7)} ${about}`).join("\n")}

DIR is made; one that is there has to be empty. The project runs on a simulated
GroupMe until it is given a token, and has a test and a README.

Examples:
  deno run -A jsr:@rxgroupme/client/init bot my-bot
  deno run -A lib/init/mod.ts page ../my-page --from .   # in a checkout

Ends with 0, with 1 after a failure, with 2 when it was used wrongly, with 130
after Ctrl-C. After a failure nothing is left of the project.`;

/**
 * Makes a project.
 *
 * @param args The arguments after the name of the program.
 * @param io Its inputs and outputs.
 * @returns The exit code.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const program = new Command("init")
    .description("Makes a project that uses @rxgroupme/client.")
    .addArgument(new Argument("<starter>", "bot, page, worker or script"))
    .argument("<dir>", "the directory of the project", text)
    .option(
      "--from <path>",
      "a checkout or a tarball to use, and not JSR",
      text,
    )
    .addHelpText("after", HELP)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => tell(io, text),
      getOutHelpWidth: () => columnsOf(io.stdout),
      getErrHelpWidth: () => columnsOf(io.stderr),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .action((kind: string, dir: string, options: { from?: string }) =>
      make(kind, dir, options, io)
    );
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    // Nobody reads any more, which is no failure.
    if (error instanceof OutputClosed) return 0;
    // It has written its own line.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (io.signal.aborted) return INTERRUPTED;
    tell(io, `error: ${sanitize(explain(error))}\n`);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

async function make(
  kind: string,
  dir: string,
  { from }: { from?: string },
  { stdout, signal }: Io,
): Promise<void> {
  if (!isKind(kind)) {
    const names = KINDS.map(({ name }) => name);
    throw new WrongUsage(
      `There is no starter "${kind}": choose one of ${names.join(", ")}`,
    );
  }
  const source = await findSource(from);
  const files = filesOf(kind, source);
  await makeProject(dir, files, signal);
  stdout.write(nextSteps(kind, dir, source));
}
