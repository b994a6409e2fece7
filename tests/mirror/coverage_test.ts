import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import {
  addToCoverage,
  type Coverage,
  isCovered,
  missingRanges,
  rangeOf,
  removeFromCoverage,
} from "../../lib/mirror/coverage.ts";
import { provenRange } from "../../lib/mirror/proof.ts";
import { SEED } from "./seed.ts";

const MAX = 60;
const range = fc.record({
  from: fc.nat(MAX),
  to: fc.nat(MAX),
  asOf: fc.nat(5),
});
const ranges = fc.array(range, { maxLength: 12 });

type Numbers = { from: number; to: number; asOf: number };

function coverageOf(list: readonly Numbers[]): Coverage {
  return list.reduce<Coverage>(
    (all, { from, to, asOf }) =>
      addToCoverage(all, { from: `${from}`, to: `${to}`, asOf }),
    [],
  );
}

function idsOf(list: readonly { from: string; to: string }[]): number[] {
  const held = new Set<number>();
  for (const { from, to } of list) {
    for (let id = Number(from) + 1; id <= Number(to); id++) held.add(id);
  }
  return [...held].sort((a, b) => a - b);
}

function texts(list: readonly Numbers[]) {
  return list.map(({ from, to }) => ({ from: `${from}`, to: `${to}` }));
}

Deno.test("addToCoverage() makes the union of all ranges, disjoint and sorted", () => {
  fc.assert(
    fc.property(ranges, (list) => {
      const coverage = coverageOf(list);
      assertEquals(idsOf(coverage), idsOf(texts(list)));
      for (const [n, { from }] of coverage.entries()) {
        const before = coverage[n - 1];
        // A number stands between them: otherwise they were one.
        assert(!before || Number(before.to) < Number(from));
      }
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

Deno.test("addToCoverage() does not depend on the order", () => {
  fc.assert(
    fc.property(ranges, ranges, (a, b) => {
      assertEquals(coverageOf([...b, ...a]), coverageOf([...a, ...b]));
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

Deno.test("missingRanges() and the coverage are all of a range, and share nothing", () => {
  fc.assert(
    fc.property(ranges, range, (list, { from, to }) => {
      const whole = { from: `${from}`, to: `${to}` };
      const coverage = coverageOf(list);
      const missing = missingRanges(coverage, whole);
      const held = new Set(idsOf(coverage));
      assertEquals(
        idsOf(missing),
        idsOf([whole]).filter((id) => !held.has(id)),
      );
      assertEquals(isCovered(coverage, whole), missing.length === 0);
      const newestFirst = missing.map((it) => Number(it.to));
      assertEquals(newestFirst, newestFirst.toSorted((a, b) => b - a));
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

Deno.test("removeFromCoverage() takes out a range and nothing else", () => {
  fc.assert(
    fc.property(ranges, range, (list, { from, to }) => {
      const out = { from: `${from}`, to: `${to}` };
      const gone = new Set(idsOf([out]));
      const coverage = coverageOf(list);
      const left = removeFromCoverage(coverage, out);
      assertEquals(
        idsOf(left),
        idsOf(coverage).filter((id) => !gone.has(id)),
      );
      for (const id of idsOf(left)) assert(rangeOf(left, `${id}`));
    }),
    { seed: SEED, numRuns: 2_000 },
  );
});

Deno.test("provenRange() of each anchor", () => {
  const page = (...seconds: number[]) =>
    seconds.map((it) => `1754052${it}00000000`);
  const [a, b, c] = page(301, 302, 303);
  assert(a && b && c);
  const cutoff = "175405240000000000";
  const before = (id: string) => String(BigInt(id) - 1n);
  assertEquals(provenRange({ beforeId: c }, [b, a], cutoff), {
    from: before(a),
    to: before(c),
  });
  assertEquals(provenRange({ beforeId: a }, [], cutoff), {
    from: "0",
    to: before(a),
  });
  assertEquals(provenRange({ afterId: a }, [b, c], cutoff), {
    from: a,
    to: c,
  });
  assertEquals(provenRange({ afterId: c }, [], cutoff), {
    from: c,
    to: cutoff,
  });
  assertEquals(provenRange({}, [c, b], cutoff), { from: before(b), to: c });
  assertEquals(provenRange({}, [], cutoff), { from: "0", to: cutoff });
});

Deno.test("provenRange() proves nothing above the cutoff", () => {
  const ids = ["175405230300000000", "175405230100000000"];
  const cutoff = "175405230200000000";
  assertEquals(provenRange({}, ids, cutoff), {
    from: "175405230099999999",
    to: cutoff,
  });
  assertEquals(
    provenRange({ afterId: "175405230250000000" }, [], cutoff),
    undefined,
  );
});

Deno.test("provenRange() proves nothing by a page that ignores its anchor", () => {
  const newest = ["175405230500000000", "175405230400000000"];
  const cutoff = "175405240000000000";
  const proven = (anchor: object) => provenRange(anchor, newest, cutoff);
  assertEquals(proven({ beforeId: "175405230450000000" }), undefined);
  assertEquals(proven({ afterId: "175405230450000000" }), undefined);
  // All are newer, but in the order of a page without an anchor.
  assertEquals(proven({ afterId: "175405230100000000" }), undefined);
});

Deno.test("provenRange() proves no years of history by a malformed id", () => {
  const ids = ["175405230500000000", "1754052304", "175405230300000000"];
  const range = provenRange({}, ids, "175405240000000000");
  assertEquals(range?.from, "175405230299999999");
});
