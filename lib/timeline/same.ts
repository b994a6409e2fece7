/**
 * A frozen value, or the one before while both have equal fields: so that
 * whoever compares by identity sees a change only where there is one.
 */
export function kept<T extends object>(before: T | undefined, next: T): T {
  return before && sameFields(before, next) ? before : Object.freeze(next);
}

/** Whether two values have the same fields, of which dates are equal by time. */
export function sameFields(a: object, b: object): boolean {
  return isSame(a, b, 1);
}

/** Whether two values are the same plain data, in all their depth. */
export function sameData(a: unknown, b: unknown): boolean {
  return isSame(a, b, Infinity);
}

function isSame(a: unknown, b: unknown, depth: number): boolean {
  if (a === b) return true;
  if (!(a instanceof Object && b instanceof Object)) return false;
  if (a instanceof Date || b instanceof Date) return Number(a) === Number(b);
  if (depth === 0) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length &&
      a.every((it, at) => isSame(it, b[at], depth - 1));
  }
  const names = Object.keys(a) as (keyof object)[];
  return names.length === Object.keys(b).length &&
    names.every((name) => isSame(a[name], b[name], depth - 1));
}
