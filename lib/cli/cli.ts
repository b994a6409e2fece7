import { CommanderError } from "commander";
import { EMPTY, lastValueFrom, type Observable } from "rxjs";
import { explain } from "./explain.ts";
import { NothingFound, WrongUsage } from "./failure.ts";
import { type Io, OutputClosed, tell } from "./io.ts";
import { makeProgram } from "./program.ts";
import { sanitize } from "./sanitize.ts";
import { Screen } from "./screen.ts";

/** The exit code that a shell expects of a process that a signal ended. */
const SIGNAL_CODES: { readonly [signal: string]: number } = {
  SIGINT: 130,
  SIGTERM: 143,
};

/**
 * Runs the command line once.
 *
 * @param args The arguments after the name of the program.
 * @param io Its inputs and outputs.
 * @returns The exit code, when nothing of it runs any more.
 */
export async function main(args: readonly string[], io: Io): Promise<number> {
  const screen = new Screen(io);
  let run: Observable<unknown> = EMPTY;
  try {
    makeProgram(io, screen, (chosen) => run = chosen)
      .parse(args, { from: "user" });
    await lastValueFrom(run, { defaultValue: undefined });
    if (!io.signal.aborted) return 0;
    screen.wipe();
    return SIGNAL_CODES[io.signal.reason] ?? 130;
  } catch (error) {
    // The reader closed the pipe, which is not a failure.
    if (error instanceof OutputClosed) return 0;
    // It has written its own line.
    if (error instanceof CommanderError) {
      const isText = error.code === "commander.unknownOption" &&
        args.includes("post");
      if (isText) tell(io, '(Say "--" before a text that begins with "-")\n');
      return error.exitCode === 0 ? 0 : 2;
    }
    if (error instanceof NothingFound) return 1;
    tell(io, `error: ${sanitize(redact(explain(error), io))}\n`);
    return error instanceof WrongUsage ? 2 : 1;
  }
}

/** Nothing that is told holds the token anyway; this makes sure of it. */
function redact(text: string, io: Io): string {
  const token = io.env("GROUPME_TOKEN")?.trim();
  return token ? text.replaceAll(token, "***") : text;
}
