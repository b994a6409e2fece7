import { assertEquals } from "@std/assert";
import { readFailures } from "../_tools/failures.ts";

const ENDED = `running 2 tests from ./tests/a_test.ts
a() fails ... FAILED (1ms)

 ERRORS 

a() fails => ./tests/a_test.ts:3:6
error: AssertionError: Values are not equal.


    [Diff] Actual / Expected


-   1
+   2

\x1b[0m\x1b[1mb() fails ... in a step => ./tests/b_test.ts:9:6\x1b[0m
error: Error: no
    at file:///b_test.ts:9:20

 FAILURES 

a() fails => ./tests/a_test.ts:3:6
b() fails ... in a step => ./tests/b_test.ts:9:6

FAILED | 2 passed | 2 failed (3ms)

`;

Deno.test("readFailures() gives each error, its name first, without colours", () => {
  const [first = "", second, ...rest] = readFailures(ENDED);
  assertEquals(first.split("\n")[0], "a() fails => ./tests/a_test.ts:3:6");
  assertEquals(first.split("\n").at(-1), "+   2");
  assertEquals(
    second,
    "b() fails ... in a step => ./tests/b_test.ts:9:6\nerror: Error: no\n" +
      "    at file:///b_test.ts:9:20",
  );
  assertEquals(rest, []);
});

Deno.test("readFailures() gives nothing of a run in which all passed", () => {
  assertEquals(readFailures("ok | 1 passed | 0 failed (1ms)\n"), []);
});

Deno.test("readFailures() cuts a long error", () => {
  const long = ENDED.replace("-   1", "-   1\n".repeat(100).trimEnd());
  const [first = ""] = readFailures(long);
  assertEquals(first.split("\n").length, 26);
  assertEquals(first.split("\n").at(-1), "…");
});
