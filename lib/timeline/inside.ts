import { invalidArgument } from "../util/validate.ts";

// By name: two copies of this library on one page understand each other.
const INSIDE = /* @__PURE__ */ Symbol.for("@rxgroupme/client timeline");

/**
 * Makes the value of an option carry its part of a timeline, so that a timeline
 * without the option bundles none of it. A copy by `...` carries it too.
 */
export function withInside<Value>(value: Value, inside: unknown): Value {
  return { ...value, [INSIDE]: inside };
}

/**
 * The part of a timeline that the value of an option carries.
 *
 * @throws {TypeError} When the value was not made by that function.
 */
export function insideOf<Inside>(
  value: unknown,
  name: string,
  maker: string,
): Inside {
  const inside = Object(value)[INSIDE];
  if (inside) return inside;
  throw invalidArgument(name, `it must be made by ${maker}()`);
}
