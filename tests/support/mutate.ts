/** A source of numbers from 0 up to 1, the same for the same seed. */
export type Random = () => number;

/** The seed of a property test: fixed, or the environment's `SEED`. Prints it. */
export function seedOf(name: string, fixed: number): number {
  const seed = Number(Deno.env.get("SEED") ?? fixed);
  console.log(`${name}: seed ${seed}`);
  return seed;
}

/** Makes the numbers of a seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let bits = Math.imul(state ^ state >>> 15, 1 | state);
    bits = bits + Math.imul(bits ^ bits >>> 7, 61 | bits) ^ bits;
    return ((bits ^ bits >>> 14) >>> 0) / 2 ** 32;
  };
}

/** One of some values. */
export function oneOf<T>(values: readonly T[], random: Random): T {
  return values[Math.floor(random() * values.length)] as T;
}

/** What no reader may expect to find in a place. */
const ODD: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  "",
  " ",
  "abc",
  "\u0000",
  "\ud800",
  "0",
  "-1",
  "999999999900000000",
  "1".repeat(40),
  [],
  [null],
  [[]],
  {},
  { id: null },
  { length: -1 },
  { __proto__: null, constructor: 1, toString: 1 },
  { then: 1 },
];

/** The same JSON with some of its values replaced, left out, twice or moved. */
export function mutate(json: unknown, random: Random): unknown {
  const copy: unknown = structuredClone(json);
  const root = { copy };
  const times = 1 + Math.floor(random() * 3);
  for (let i = 0; i < times; i++) {
    const all = places(root);
    // The root itself may be gone.
    if (all.length > 0) change(oneOf(all, random), random);
  }
  return root.copy ?? null;
}

type Place = { readonly of: Record<string, unknown>; readonly key: string };

function places(value: unknown): Place[] {
  if (typeof value !== "object" || value === null) return [];
  const of = value as Record<string, unknown>;
  return Object.keys(of)
    .flatMap((key) => [{ of, key }, ...places(of[key])]);
}

function change({ of, key }: Place, random: Random): void {
  const at = random();
  if (at < 0.6) of[key] = structuredClone(oneOf(ODD, random));
  else if (at < 0.75) delete of[key];
  else if (at < 0.85) of[key] = [of[key], structuredClone(of[key])];
  else if (at < 0.95) of[key] = JSON.stringify(of[key]);
  else of[oneOf(Object.keys(of), random)] = structuredClone(of[key]);
}

/** The same text with a piece of it cut out, put in or exchanged. */
export function mutateText(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const length = Math.floor(random() * 8);
  const pieces = ["", "}", "]", "{", ",", '"', "\\", "\u0000", "\ud800", "1e9"];
  return text.slice(0, at) + oneOf(pieces, random) + text.slice(at + length);
}
