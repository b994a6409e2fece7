import { isObject, toText } from "../wire/json.ts";

/**
 * A text within an object.
 *
 * @param path The field that holds it, behind those that it is in.
 * @returns The text; `undefined` where there is none.
 */
export function textAt(
  value: unknown,
  ...path: readonly string[]
): string | undefined {
  return toText(
    path.reduce((it, name) => isObject(it) ? it[name] : undefined, value),
  );
}
