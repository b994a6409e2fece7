import { assertEquals } from "@std/assert";
import { from, toArray } from "rxjs";
import fc from "fast-check";
import { type Diff, diff, diffs } from "../../lib/timeline/diff.ts";
import type { Timeline, TimelineItem } from "../../lib/timeline/types.ts";
import { blank, type Plain } from "./samples.ts";

type Item = TimelineItem<Plain>;

/** A timeline with rows of these keys; a capital has another content. */
function timeline(keys: readonly string[]): Timeline<Plain> {
  const items = keys.map((key) => known.get(key) ?? make(key));
  return { ...blank().timeline, items };
}

const known = new Map<string, Item>();

function make(name: string): Item {
  const item = { key: name.toLowerCase(), state: name } as unknown as Item;
  known.set(name, item);
  return item;
}

/** The list after the steps. */
function applied(
  items: readonly Item[],
  steps: readonly Diff<Item>[],
): readonly Item[] {
  return steps.reduce((list, step) => {
    if (step.type === "reset") return step.items;
    if (step.type === "set") return list.with(step.at, step.item);
    return list.toSpliced(step.at, step.removed, ...step.items);
  }, items);
}

function steps(a: string, b: string): readonly Diff<Item>[] {
  return diff(timeline([...a]), timeline([...b]));
}

Deno.test("diff() of a message, an edit, an older page and an eviction is one step", () => {
  const [a, d, e] = ["a", "d", "e"].map((key) => known.get(key) ?? make(key));
  assertEquals(steps("abc", "abcd"), [
    { type: "splice", at: 3, removed: 0, items: [d] },
  ] as Diff<Item>[]);
  assertEquals(steps("bc", "abc"), [
    { type: "splice", at: 0, removed: 0, items: [a] },
  ] as Diff<Item>[]);
  assertEquals(steps("abc", "aBc").map(({ type }) => type), ["set"]);
  assertEquals(steps("abcd", "bcde"), [
    { type: "splice", at: 0, removed: 1, items: [] },
    { type: "splice", at: 3, removed: 0, items: [e] },
  ] as Diff<Item>[]);
  assertEquals(steps("abc", "abc"), []);
});

Deno.test("diff() is a reset where no row stays", () => {
  assertEquals(steps("abc", "xyz").map(({ type }) => type), ["reset"]);
});

Deno.test("diff() leads from any list to any other", () => {
  const keys = fc.uniqueArray(fc.constantFrom(..."abcdefghij"), {
    maxLength: 10,
  }).chain((list) =>
    fc.array(fc.boolean(), { minLength: 10, maxLength: 10 }).map((upper) =>
      list.map((key, at) => upper[at] ? key.toUpperCase() : key)
    )
  );
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      const [prev, next] = [timeline(a), timeline(b)];
      const result = applied(prev.items, diff(prev, next));
      assertEquals(
        result.map(({ state }) => state),
        next.items.map(({ state }) => state),
      );
    }),
    { seed: 20_261_128, numRuns: 2_000 },
  );
});

Deno.test("diffs() begins with a reset and leaves out snapshots with the same rows", () => {
  const [one, two] = [timeline(["a"]), timeline(["a", "b"])];
  let types: string[][] = [];
  from([one, { ...one }, two]).pipe(diffs(), toArray()).subscribe((all) => {
    types = all.map((steps) => steps.map(({ type }) => type));
  });
  assertEquals(types, [["reset"], ["splice"]]);
});
