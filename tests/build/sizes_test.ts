import { assert, assertEquals } from "@std/assert";
import { type Budget, readBudgets } from "../../_tools/build/budgets.ts";
import { readTable } from "../../_tools/build/readme.ts";
import { isOverLimit, newLimit, sizeTable } from "../../_tools/build/report.ts";
import { measureAll } from "../../_tools/build/size.ts";
import { testWithEsbuild } from "./esbuild.ts";

/** How far figures may be behind, in kB, before somebody has to update them. */
const SLACK = 0.2;

/** A program of so many bytes. */
function measured(gzip: number, goal?: number) {
  const budget: Budget = {
    what: "a program",
    program: "",
    rxjs: "outside",
    goal,
    limit: 21.4,
  };
  return { budget, size: { min: 3 * gzip, gzip } };
}

Deno.test("isOverLimit() is true from one byte too many", () => {
  assertEquals(isOverLimit(measured(21_400, 12)), false);
  assertEquals(isOverLimit(measured(21_401, 12)), true);
});

Deno.test("newLimit() falls to the size, not below the goal, and never rises", () => {
  assertEquals(newLimit(measured(18_201, 12)), 18.3);
  assertEquals(newLimit(measured(18_200, 12)), 18.2);
  assertEquals(newLimit(measured(11_500, 12)), 12);
  assertEquals(newLimit(measured(25_000, 12)), 21.4);
  assertEquals(newLimit(measured(300)), 0.3);
});

Deno.test("sizeTable() tells how far a goal is", () => {
  const table = sizeTable([
    measured(18_200, 12),
    measured(12_000, 12),
    measured(300),
    measured(22_000, 12),
  ]);
  assertEquals(
    table,
    `\
| Minified and gzipped | rxjs    |   kB |                            |
| -------------------- | ------- | ---: | -------------------------- |
| a program            | outside | 18.2 | over the goal of 12 by 6.2 |
| a program            | outside | 12.0 | within the goal of 12      |
| a program            | outside |  0.3 |                            |
| a program            | outside | 22.0 | TOO BIG by 0.6             |
`,
  );
});

testWithEsbuild("limits are no higher than sizes give reason for", async () => {
  for (const it of await measureAll(await readBudgets())) {
    const { what, limit } = it.budget;
    assert(limit - newLimit(it) <= SLACK, `task build --update: ${what}`);
  }
});

testWithEsbuild("README shows the sizes that the build measures", async () => {
  const cells = (table: string) =>
    table.trim().split("\n").map((line) => line.split(/ *\| */));
  const shown = cells(await readTable());
  const made = cells(sizeTable(await measureAll(await readBudgets())));
  assertEquals(shown.length, made.length);
  for (const [row, [, what, rxjs, kB]] of made.entries()) {
    assertEquals(shown[row]?.slice(1, 3), [what, rxjs]);
    const difference = Math.abs(Number(shown[row]?.[3]) - Number(kB));
    assert(!(difference > SLACK), `task build --update: ${what}`);
  }
});
