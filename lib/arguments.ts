/**
 * A part of a path: an id, made safe.
 *
 * @throws {TypeError} When it is no id.
 */
export function pathId(id: string, name: string): string {
  if (typeof id !== "string" || id.trim() === "") {
    throw new TypeError(`Cannot use ${name}: it is ${JSON.stringify(id)}`);
  }
  return encodeURIComponent(id);
}

/**
 * A number within its bounds.
 *
 * @throws {RangeError} When it is not.
 */
export function within(
  value: number,
  least: number,
  most: number,
  name: string,
): number {
  if (Number.isInteger(value) && value >= least && value <= most) return value;
  throw new RangeError(
    `Cannot use ${name}: ${value} is not from ${least} to ${most}`,
  );
}
