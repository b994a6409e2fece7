import { DecodeError, type JsonObject, readObject } from "./json.ts";

/**
 * Reads a field that has to be there.
 *
 * @param like Any value of its type.
 * @throws {DecodeError} When it is missing, or of another type.
 */
export function readField<T>(value: unknown, name: string, like: T): T {
  const { [name]: field } = readObject<JsonObject>(value, name);
  if (typeof field === typeof like) return field as T;
  throw new DecodeError(`no ${name} in it`);
}
