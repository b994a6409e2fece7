import { within } from "../support/within.ts";
import { eventually } from "./assert.ts";
import { allCases } from "./cases/all.ts";
import { type Case, sceneOn, type Stage, type Surroundings } from "./scene.ts";

/** What came of one case. */
export interface Outcome {
  readonly name: string;
  /** What it failed with. */
  readonly error?: string;
  /** How long it took. */
  readonly ms: number;
}

/** Makes a stage with nothing on it. */
export type MakeStage = () => Stage | Promise<Stage>;

/** More than any case needs, in ms. */
const LIMIT = 120_000;

/**
 * Runs the cases one by one, each on a stage of its own, and sees that each
 * leaves no request behind.
 *
 * @param makeStage Makes a stage.
 * @param leftOut The names of cases that cannot be shown here.
 * @throws {RangeError} When there is no case of such a name.
 */
export async function runSuite(
  makeStage: MakeStage,
  surroundings: Surroundings,
  leftOut: ReadonlySet<string> = new Set(),
): Promise<Outcome[]> {
  for (const name of leftOut) {
    if (allCases.some(([known]) => known === name)) continue;
    throw new RangeError(`Cannot leave out ${name}: there is no such case`);
  }
  const outcomes: Outcome[] = [];
  for (const [name, play] of allCases) {
    if (leftOut.has(name)) continue;
    const start = Date.now();
    let error: string | undefined;
    try {
      await within(LIMIT, name, perform(makeStage, surroundings, play));
    } catch (reason) {
      error = tell(reason);
    }
    outcomes.push({ name, error, ms: Date.now() - start });
  }
  return outcomes;
}

async function perform(
  makeStage: MakeStage,
  surroundings: Surroundings,
  play: Case,
): Promise<void> {
  const stage = await makeStage();
  try {
    await play(sceneOn(stage, surroundings));
    const { simulator } = stage;
    await eventually(
      "no request is left open",
      async () => await simulator.open() === 0,
    );
  } finally {
    await stage.close();
  }
}

function tell(reason: unknown): string {
  if (!(reason instanceof Error)) return String(reason);
  return `${reason.name}: ${reason.message}\n${reason.stack ?? ""}`;
}
