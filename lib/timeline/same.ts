/**
 * A frozen value, or the one before while both have equal fields: so that
 * whoever compares by identity sees a change only where there is one.
 */
export function kept<T extends object>(before: T | undefined, next: T): T {
  return before && sameFields(before, next) ? before : Object.freeze(next);
}

/** Whether two values have the same fields, of which dates are equal by time. */
export function sameFields<T extends object>(a: T, b: T): boolean {
  const names = Object.keys(b) as (keyof T)[];
  return names.length === Object.keys(a).length &&
    names.every((name) => {
      const [one, other] = [a[name], b[name]];
      return one === other || one instanceof Date && other instanceof Date &&
          Number(one) === Number(other);
    });
}

/** Whether two values are the same JSON. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b) && a.length + b.length === 0) {
    return true;
  }
  return JSON.stringify(a) === JSON.stringify(b);
}
