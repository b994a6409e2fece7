/**
 * The part of an object that another one speaks of, as `assertObjectMatch` of
 * `@std/assert` cuts it out.
 *
 * @module
 */

type Loose = Record<PropertyKey, unknown>;

/**
 * Keeps of `actual` what `expected` has too: keys of objects in depth, entries
 * of maps and sets, and the leading items of arrays.
 *
 * @returns Plain objects and arrays, whatever their classes were.
 */
export function common(actual: Loose, expected: Loose): Loose {
  // What is being cut comes back uncut from inside a cycle.
  const seen = new WeakMap<object, object>();

  function cut(a: unknown, b: unknown): unknown {
    if (a instanceof RegExp || a instanceof Date) return a;
    if (Array.isArray(a) && Array.isArray(b)) {
      if (seen.get(a) === b) return a;
      seen.set(a, b);
      return a.slice(0, b.length).map((item, i) => cut(item, b[i]));
    }
    if (!isObject(a) || !isObject(b)) return a;
    return cutObject(a, b);
  }

  function cutObject(a: Loose, b: Loose): unknown {
    if (a instanceof Map && b instanceof Map) {
      return new Map(
        [...a].filter(([key]) => b.has(key))
          .map(([key, value]) => [key, cut(value, b.get(key))]),
      );
    }
    if (a instanceof Set && b instanceof Set) return a.intersection(b);
    if (seen.get(a) === b) return a;
    seen.set(a, b);
    const keys = Reflect.ownKeys(a);
    const shared = keys.filter((key) => Object.hasOwn(b, key));
    // Nothing to cut out: the whole of it makes the better message.
    if (shared.length === 0 && Reflect.ownKeys(b).length > 0) return { ...a };
    const kept = shared.map((key) => [key, cut(a[key], b[key])] as const);
    return Object.fromEntries(kept);
  }

  if (!isObject(actual) || !isObject(expected)) {
    throw new TypeError(
      `Cannot assertObjectMatch ${
        actual === null ? null : `type ${typeof actual}`
      }`,
    );
  }
  return cutObject(actual, expected) as Loose;
}

function isObject(value: unknown): value is Loose {
  return typeof value === "object" && value !== null;
}
