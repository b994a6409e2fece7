import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** What axe says of a page. */
export interface Audit {
  /** Each violation in a line, with the first node that has it. */
  readonly violations: readonly string[];
  /** How many nodes had their contrast measured, and enough of it. */
  readonly contrasts: number;
}

interface Result {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly {
    readonly html: string;
    readonly failureSummary?: string;
  }[];
}

interface Results {
  readonly violations: readonly Result[];
  readonly passes: readonly Result[];
}

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** Audits a page by the rules of WCAG 2.2 AA. */
export async function axe(page: Page): Promise<Audit> {
  // By a name that is not seen: its types would bring those of a page along.
  const name = "axe-core";
  await import(name);
  const require = createRequire(import.meta.resolve(name));
  const source = await Deno.readTextFile(
    require.resolve("axe-core/axe.min.js"),
  );
  // Past a policy that forbids scripts from elsewhere.
  await page.evaluate(source);
  const { violations, passes }: Results = await page.evaluate(
    (values) =>
      (globalThis as unknown as {
        axe: { run(options: object): Promise<Results> };
      }).axe.run({ runOnly: { type: "tag", values } }),
    TAGS,
  );
  return {
    violations: violations.map(({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes[0]?.html.slice(0, 200)} ${
        nodes[0]?.failureSummary ?? ""
      }`
    ),
    contrasts: passes.find(({ id }) => id === "color-contrast")?.nodes.length ??
      0,
  };
}
