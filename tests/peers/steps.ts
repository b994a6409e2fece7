/** More than a step needs, in ms. */
const LIMIT = 60_000;

/** What a step says that went as it should. */
export const WORKS = "works";

/** What came of the steps, by their names. */
export type Outcomes = Readonly<Record<string, string>>;

/** Takes a peer's steps one after the other, in a process of their own. */
export class Steps {
  readonly #outcomes: Record<string, string> = {};

  /**
   * Takes a step, and keeps what came of it.
   *
   * @returns What it gave; `undefined` when it failed.
   */
  async take<T>(name: string, run: () => Promise<T>): Promise<T | undefined> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("no answer")), LIMIT);
    });
    try {
      const value = await Promise.race([run(), limit]);
      this.#outcomes[name] = WORKS;
      return value;
    } catch (error) {
      this.#outcomes[name] = wordsOf(error);
      return undefined;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Prints what came of all steps, as the last line, and ends the process. */
  end(): never {
    console.log(JSON.stringify(this.#outcomes));
    Deno.exit(0);
  }
}

/** Fails a step whose answer is not what it should be. */
export function expect(holds: boolean, what: unknown): void {
  if (!holds) throw new Error(`got ${JSON.stringify(what)}`);
}

/** The first line of an error, or the status of a refusal. */
function wordsOf(error: unknown): string {
  if (error instanceof Error) return error.message.split("\n")[0] ?? "";
  if (typeof error === "object" && error !== null && "statusCode" in error) {
    return `status ${error.statusCode}`;
  }
  return `${error}`;
}
