import {
  GroupMeError,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "../errors.ts";

/** What went wrong, in one line for the user. */
export class Failure extends Error {
  /** As in its class, also where bundlers rename classes. */
  override name = "Failure";
}

/** The command line was used wrongly: nothing was tried. */
export class WrongUsage extends Failure {
  /** As in its class, also where bundlers rename classes. */
  override name = "WrongUsage";
}

/** A search has found nothing: it ends as grep does, with 1 and no word. */
export class NothingFound extends Failure {
  /** As in its class, also where bundlers rename classes. */
  override name = "NothingFound";
}

/**
 * Makes sure that Deno runs this, for what needs its locks of files.
 *
 * @throws {Failure} In another runtime; it says how to run it in Deno.
 */
export function assertDeno(purpose: string): void {
  if ("Deno" in globalThis) return;
  throw new Failure(
    `${purpose} needs Deno: say "npx -y deno@2 run -A node_modules/.bin/groupme" for "groupme"`,
  );
}

/** Says in one line what went wrong, and what the user can do about it. */
export function explain(error: unknown): string {
  return wordsOf(error).replaceAll(/\s+/g, " ").trim();
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof GroupMeError)) return error.message;
  const answer = [`status ${error.status}`, ...error.errors].join(" ");
  if (error instanceof Unauthorized) {
    return `GroupMe does not accept the token in GROUPME_TOKEN (${answer})`;
  }
  if (error instanceof RateLimited) {
    return `GroupMe limits requests, try again in a minute (${answer})`;
  }
  const url = error.request?.url ?? "";
  const [, groupId] = /\/groups\/(\w+)/.exec(url) ?? [];
  if (error instanceof NotFound && groupId !== undefined) {
    return `Group ${groupId} is unknown or gone, or you are not in it (${answer})`;
  }
  if (error instanceof NoResponse) {
    const host = URL.canParse(url) ? new URL(url).host : "GroupMe";
    // Deno begins with the whole address.
    const reason = root(error).message.replace(/^error sending .*?\): /, "");
    return `Cannot reach ${host}: ${reason}`;
  }
  return error.message;
}

/** What lies at the bottom of a failure. */
function root(error: Error): Error {
  return error.cause instanceof Error ? root(error.cause) : error;
}
