import { type JsonObject, readObject, ShapeError } from "./json.ts";

/** What a field can be, by the name that `typeof` has for it. */
interface Types {
  string: string;
  boolean: boolean;
}

/**
 * Reads a field that has to be there.
 *
 * @throws {ShapeError} When it is not, or is of another type.
 */
export function readField<Type extends keyof Types>(
  value: unknown,
  name: string,
  type: Type,
): Types[Type] {
  const { [name]: field } = readObject<JsonObject>(value, name);
  if (typeof field === type) return field as Types[Type];
  throw new ShapeError(`no ${name} in it`);
}
