import { assert, assertEquals } from "@std/assert";
import {
  type Budget,
  listBudgets,
  readBudgetFile,
} from "../../_tools/build/budgets.ts";
import { readTable } from "../../_tools/build/readme.ts";
import { isOver, isTooLarge, sizeTable } from "../../_tools/build/report.ts";
import { measureAll } from "../../_tools/build/size.ts";
import { testWithEsbuild } from "./esbuild.ts";

/** How far the figures of the README may be behind, in kB. */
const SLACK = 0.2;

/** A program of so many bytes. */
function measured(gzip: number) {
  const budget: Budget = {
    what: "a program",
    program: "",
    rxjs: "outside",
    limit: 12,
  };
  return { budget, size: { min: 3 * gzip, gzip } };
}

Deno.test("isOver() is true from one byte too many", () => {
  assertEquals(isOver(measured(12_000)), false);
  assertEquals(isOver(measured(12_001)), true);
});

Deno.test("isTooLarge() holds to the budget, or to a ceiling above it", () => {
  const { budget, size } = measured(12_001);
  assertEquals(isTooLarge({ budget, size }), true);
  const raised = { ...budget, ceiling: 12.1 };
  assertEquals(isTooLarge({ budget: raised, size }), false);
  assertEquals(
    isTooLarge({ budget: raised, size: measured(12_101).size }),
    true,
  );
  // It says all the same that the budget is not met.
  assertEquals(isOver({ budget: raised, size }), true);
});

Deno.test("sizeTable() says which sizes are within their budgets", () => {
  const table = sizeTable([measured(300), measured(12_000), measured(12_345)]);
  assertEquals(
    table,
    `\
| Minified and gzipped | rxjs    |   kB | budget, kB |               |
| -------------------- | ------- | ---: | ---------: | ------------- |
| a program            | outside |  0.3 |       12.0 | within        |
| a program            | outside | 12.0 |       12.0 | within        |
| a program            | outside | 12.3 |       12.0 | over by 345 B |
`,
  );
});

Deno.test("listBudgets() takes entry points on top of the core, without rxjs", () => {
  const budgets = listBudgets({
    programs: [
      { what: "all", program: "1", limit: 2 },
      { what: "a part", program: "2", beyond: "1", limit: 1 },
    ],
    entryPoints: { "./push": 4.1, "./cli": null },
    ceilings: { "./push": 5 },
  });
  const core = 'export * from "@rxgroupme/client";';
  assertEquals(budgets, [
    { what: "all", program: "1", rxjs: "inside", limit: 2 },
    {
      what: "a part",
      program: "2",
      beyond: "1",
      rxjs: "outside",
      limit: 1,
    },
    {
      what: "`./push`, on top of the core",
      program: `${core} export * from "@rxgroupme/client/push";`,
      beyond: core,
      rxjs: "outside",
      limit: 4.1,
      ceiling: 5,
    },
  ]);
});

testWithEsbuild("README shows the sizes that the build measures", async () => {
  const cells = (table: string) =>
    table.trim().split("\n").map((line) => line.split(/ *\| */));
  const shown = cells(await readTable());
  const budgets = listBudgets(await readBudgetFile());
  const made = cells(sizeTable(await measureAll(budgets)));
  assertEquals(shown.length, made.length);
  for (const [row, [, what, rxjs, kB, limit]] of made.entries()) {
    assertEquals(shown[row]?.slice(1, 3), [what, rxjs]);
    assertEquals(shown[row]?.[4], limit);
    const difference = Math.abs(Number(shown[row]?.[3]) - Number(kB));
    assert(!(difference > SLACK), `task build --update: ${what}`);
  }
});
