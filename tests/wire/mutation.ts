import { type Arbitrary, array, constantFrom, nat, record } from "fast-check";

/** A change of one place in an answer. */
export interface Mutation {
  /** Which place, by its number among all, modulo their count. */
  readonly at: number;
  readonly how: (typeof HOWS)[number];
  /** Which value, by its number in a list, modulo its length. */
  readonly value: number;
}

const HOWS = [
  "replace",
  "delete",
  "duplicate",
  "wrap",
  "rename",
  "cut",
  "text",
  "status",
  "swap",
] as const;

/** What stands where something else is expected. */
const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e21,
  2 ** 53,
  "",
  " ",
  "0",
  "abc",
  "..",
  "1e3",
  "\ud800",
  "\0",
  "9".repeat(400),
  "175405230100000001",
  [],
  [null],
  [[]],
  [{}],
  {},
  { id: null },
  { toString: 1 },
  { length: -1 },
  { __proto__: null, constructor: "x" },
  { then: "x" },
  { response: { response: {} } },
];

/** Bodies that are no answer of GroupMe's. */
const TEXTS = [
  "",
  " ",
  "null",
  "[]",
  "{}",
  "0",
  '"text"',
  "<html></html>",
  '{"response":',
  '{"meta":null}',
  '{"response":null,"meta":{"code":"x","errors":{}}}',
  '{"error":"offline"}',
  "\ufeff{}",
  "{".repeat(1_000),
];

const STATUSES = [200, 201, 202, 204, 302, 304, 400, 401, 403, 404, 409, 500];

/** A few changes of an answer, most of them one or two. */
export const mutations: Arbitrary<Mutation[]> = array(
  record({
    at: nat(),
    how: constantFrom(...HOWS),
    value: nat({ max: 1_000 }),
  }),
  { minLength: 1, maxLength: 4 },
);

/** An answer as it is recorded. */
export interface Recorded {
  readonly status: number;
  readonly body: string;
}

type Container = { [key: string]: unknown };
type Place = readonly [container: Container, key: string];

/** Each place of a JSON value; of a long list the first ones. */
function placesOf(value: unknown, places: Place[] = []): Place[] {
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value).slice(0, 40)) {
      places.push([value as Container, key]);
      placesOf(inner, places);
    }
  }
  return places;
}

/** Makes an answer of a recorded one and its changes. */
export function mutate(
  { status, body }: Recorded,
  changes: readonly Mutation[],
): Recorded {
  const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!;
  let text = body;
  let code = status;
  for (const { at, how, value } of changes) {
    if (how === "status") code = pick(STATUSES, value);
    else if (how === "text") text = pick(TEXTS, value);
    else if (how === "cut") text = text.slice(0, at % (text.length + 1));
    else text = mutateJson(text, at, how, pick(VALUES, value));
  }
  return { status: code, body: [204, 304].includes(code) ? "" : text };
}

function mutateJson(
  text: string,
  at: number,
  how: Mutation["how"],
  value: unknown,
): string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return text;
  }
  const places = placesOf(root);
  const place = places[at % (places.length || 1)];
  if (!place) return JSON.stringify(value);
  const [container, key] = place;
  const other = places[(at >> 3) % places.length]!;
  if (how === "replace") container[key] = value;
  if (how === "delete") delete container[key];
  if (how === "wrap") container[key] = [container[key]];
  if (how === "rename") {
    container[`${key}_`] = container[key];
    delete container[key];
  }
  if (how === "swap") {
    const kept = container[key];
    container[key] = structuredClone(other[0][other[1]]);
    // A place within itself would make a circle.
    if (typeof kept !== "object") other[0][other[1]] = kept;
  }
  if (how === "duplicate" && Array.isArray(container)) {
    container.push(structuredClone(container[Number(key)]));
  }
  return JSON.stringify(root);
}
