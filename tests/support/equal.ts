/**
 * Deep equality as `equal` of `@std/assert` decides it. `isDeepStrictEqual` of
 * `node:util` differs where it matters to tests: it tells 0 from -0, takes two
 * errors for equal whatever their stacks, and overlooks accessors.
 *
 * @module
 */

/** Whether `a` and `b` are alike in depth, prototypes included. */
export function equal(a: unknown, b: unknown): boolean {
  const assumed = new Map<object, object>();

  function alike(a: unknown, b: unknown): boolean {
    if (a === b || Object.is(a, b)) return true;
    if (!isObject(a) || !isObject(b)) return false;
    if (a instanceof Date && b instanceof Date) {
      return Object.is(a.getTime(), b.getTime());
    }
    if (kind(a) !== kind(b)) return false;
    if (isBytes(a)) return alikeInBytes(a, b as Bytes);
    if (a instanceof WeakMap || a instanceof WeakSet) {
      throw new TypeError(`Cannot compare ${a.constructor.name} instances`);
    }
    if (a instanceof WeakRef) {
      return alike(a.deref(), (b as WeakRef<WeakKey>).deref());
    }
    // A pair that is being compared further up: a cycle, equal so far.
    if (assumed.get(a) === b) return true;
    assumed.set(a, b);
    const result = alikeInside(a, b);
    // A set may try the same pair again.
    if (!result) assumed.delete(a);
    return result;
  }

  function alikeInside(a: object, b: object): boolean {
    if (Object.keys(a).length !== Object.keys(b).length) return false;
    if (a instanceof Set && b instanceof Set) {
      return a.size === b.size &&
        [...a].every((item) =>
          b.has(item) || [...b].some((other) => alike(item, other))
        );
    }
    if (a instanceof Map && b instanceof Map) {
      return a.size === b.size &&
        [...a].every(([key, value]) =>
          b.has(key) && alike(value, b.get(key)) ||
          [...b].some((it) => alike(key, it[0]) && alike(value, it[1]))
        );
    }
    if (toldByText.has(kind(a))) return String(a) === String(b);
    const keys = isPlain(a)
      ? Reflect.ownKeys({ ...a, ...b })
      : [...keysInDepth(a), ...keysInDepth(b)];
    return keys.every((key) =>
      key in a === key in b && alike(Reflect.get(a, key), Reflect.get(b, key))
    );
  }

  return alike(a, b);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** The prototype; an object made without one counts as a plain one. */
function kind(value: object): object {
  return Object.getPrototypeOf(value) ?? Object.prototype;
}

function isPlain(value: object): boolean {
  return kind(value) === Object.prototype || kind(value) === Array.prototype;
}

const TypedArray = Object.getPrototypeOf(Uint8Array);

type Bytes = ArrayBuffer | SharedArrayBuffer | ArrayLike<unknown> & object;

function isBytes(value: object): value is Bytes {
  return value instanceof TypedArray || value instanceof ArrayBuffer ||
    // A page that is not cross-origin isolated has no such class.
    "SharedArrayBuffer" in globalThis && value instanceof SharedArrayBuffer;
}

function alikeInBytes(a: Bytes, b: Bytes): boolean {
  const [these, those] = [a, b].map((bytes) =>
    Array.from("length" in bytes ? bytes : new Uint8Array(bytes))
  ) as [unknown[], unknown[]];
  return these.length === those.length &&
    these.every((item, i) => item === those[i] || Object.is(item, those[i]));
}

/** Every key on the way up to `Object.prototype`, accessors among them. */
function keysInDepth(value: object): Set<PropertyKey> {
  const keys = new Set<PropertyKey>();
  for (
    let at: object | null = value;
    at !== null && at !== Object.prototype && at !== Array.prototype;
    at = Object.getPrototypeOf(at)
  ) {
    for (const key of Reflect.ownKeys(at)) keys.add(key);
  }
  return keys;
}

// What these hold is out of reach of their keys, but all in their text.
const toldByText = new Set<object>([
  Intl.Locale.prototype,
  RegExp.prototype,
  URL.prototype,
  URLSearchParams.prototype,
  ...temporalPrototypes(),
]);

function temporalPrototypes(): object[] {
  const temporal: unknown = Reflect.get(globalThis, "Temporal");
  if (!isObject(temporal)) return [];
  return Object.getOwnPropertyNames(temporal)
    .map((name): unknown => Reflect.get(temporal, name))
    .filter((it) => typeof it === "function")
    .map((it): object => it.prototype);
}
