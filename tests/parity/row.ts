/**
 * One row of the surface of Groupy, Python's library for GroupMe, and a test
 * that does the same with this one. The page `docs/from_groupy.md` is made
 * of these calls, so no row stands there that no test has driven.
 *
 * @param seed The class and the member in Groupy: `Group.leave`; a class
 * alone is `Group`.
 * @param ours What to write instead; `-` where something else does its work.
 * @param remark What is different, in a few words; or "".
 * @param test Drives the real code, through the simulator.
 */
export function row(
  seed: string,
  ours: string,
  remark: string,
  test: () => void | Promise<void>,
): void {
  const name = ours === "-" ? `${seed}: ${remark}` : `${seed} is ${ours}`;
  Deno.test(`Groupy's ${name}`, async () => await test());
}
