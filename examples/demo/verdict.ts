import { count } from "./budget.ts";

/** How what was delivered differs from what there is. */
export interface Difference {
  /** How many there are. */
  readonly held: number;
  /** How many of these were not delivered. */
  readonly lost: number;
  /** How many deliveries were repetitions. */
  readonly twice: number;
  /** How many of what was delivered is not there. */
  readonly foreign: number;
}

/** Compares two lists of ids. */
export function compare(
  delivered: readonly string[],
  held: readonly string[],
): Difference {
  const [came, there] = [new Set(delivered), new Set(held)];
  return {
    held: held.length,
    lost: there.difference(came).size,
    twice: delivered.length - came.size,
    foreign: came.difference(there).size,
  };
}

/** Was all of it delivered, and once? */
export function isAsHeld({ lost, twice, foreign }: Difference): boolean {
  return lost === 0 && twice === 0 && foreign === 0;
}

/** The same in words. */
export function wordsOf(what: string, difference: Difference): string {
  const { held, lost, twice, foreign } = difference;
  return isAsHeld(difference)
    ? `Nothing lost, nothing twice: ${what}, ${
      count(held)
    }, as the simulator holds it`
    : `Of ${what}, ${
      count(held)
    }: ${lost} lost, ${twice} twice, ${foreign} from nowhere`;
}
