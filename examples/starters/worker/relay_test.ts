import { deepStrictEqual } from "node:assert/strict";
import { test } from "node:test";
import { startHere } from "./here.ts";

test("the worker passes on each message, in order, while the sink fails", async () => {
  const taken: string[] = [];
  let end = () => {};
  const done = new Promise<void>((resolve) => end = resolve);
  let failures = 2;
  const { say, stop } = await startHere((text) => {
    if (failures-- > 0) return 503;
    if (taken.push(text) === 3) end();
    return 204;
  });
  try {
    for (const text of ["one", "two", "three"]) say(text);
    await done;
    deepStrictEqual(taken, ["Mari: one", "Mari: two", "Mari: three"]);
  } finally {
    await stop();
  }
});
