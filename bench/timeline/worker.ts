/**
 * Measures one contender, and prints medians in microseconds as JSON.
 *
 * @module
 */

import { median } from "../report.ts";
import { type Load, type Said, say } from "./contender.ts";

const [name = "", count = "10000", times = "2000"] = Deno.args;
const { load } = await import(`./${name}.ts`) as { load: Load };
const messages = Number(count);
const rounds = Number(times);

const conversation = await load(
  Array.from({ length: messages }, (_, n) => say(n)),
);

/** The median of several times; the first third warms up. */
async function measure(
  work: (n: number) => Promise<unknown> | unknown,
): Promise<number> {
  const taken: number[] = [];
  const warmUp = Math.ceil(rounds / 3);
  for (let n = 0; n < warmUp + rounds; n++) {
    const begun = performance.now();
    const result = work(n);
    // Only what tells later is waited for.
    if (result instanceof Promise) await result;
    if (n >= warmUp) taken.push(performance.now() - begun);
  }
  return median(taken) * 1_000;
}

function check(list: ArrayLike<unknown>, length: number): void {
  if (list.length === length) return;
  throw new Error(`${name} holds ${list.length} messages, not ${length}`);
}

/** One in the middle, another each time. */
function some(n: number): Said {
  return say(n * 37 % messages);
}

const first = await conversation.edit({ ...some(1), text: "first" });
check(first, messages);
const edit = await measure((n) =>
  conversation.edit({ ...some(n), text: `edited ${n}` })
);
const react = await measure((n) =>
  conversation.react({ ...some(n), likes: ["1003", `${5_000 + n}`] })
);
const { older, again } = conversation;
const page = Array.from({ length: 100 }, (_, n) => say(n - 100));
const figures = {
  older: older ? await measure(() => older(page)) : undefined,
  again: undefined as number | undefined,
  changed: false,
};
if (again) {
  // The pages that are read again hold what stands there.
  const fresh = await load(
    Array.from({ length: messages }, (_, n) => say(n)),
  );
  const newest = Array.from({ length: 100 }, (_, n) => say(messages - 100 + n));
  figures.again = await measure(() => {
    if (fresh.again?.(newest)) figures.changed = true;
  });
}
let written = 0;
const write = await measure(() =>
  conversation.write(say(messages + written++))
);
check(await conversation.write(say(messages + written++)), messages + written);
console.log(JSON.stringify({ write, edit, react, ...figures }));
Deno.exit();
