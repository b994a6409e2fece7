/** A failure, in one line for the user. */
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
