import { readObject } from "./json.ts";

/**
 * Reads one thing: some endpoints give it under its name, others as it is.
 *
 * @throws {ShapeError} When it is no object.
 */
export function readOne<T extends object>(value: unknown, name: string): T {
  const { [name]: inner } = readObject<Record<string, unknown>>(value, name);
  return readObject(inner ?? value, name);
}
