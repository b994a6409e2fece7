/** A JSON object of which nothing is known yet. */
export type JsonObject = { readonly [field: string]: unknown };

/** Is this a JSON object (and no array)? */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An answer did not have the shape that it is documented to have. */
export class DecodeError extends Error {}

/**
 * Reads an object, or says which one is missing.
 *
 * @throws {DecodeError} When it is no object.
 */
export function readObject<T>(value: unknown, name: string): T {
  if (isObject(value)) return value as T;
  throw new DecodeError(`no ${name} in it`);
}

/**
 * Reads a list, where GroupMe's several ways to say "none" count as empty.
 * What is no object in it is left out, so that it cannot fail the page.
 *
 * @param value The list, or the object that holds it under `field`.
 * @throws {DecodeError} When neither is there.
 */
export function readList<T>(value: unknown, field?: string): readonly T[] {
  const list = field && isObject(value) ? value[field] : value;
  if (list === null || Array.isArray(list)) {
    const objects = toObjects<T>(list);
    // Where none of its rows can be read, it is not the end of a list.
    if (objects.length > 0 || !list?.length) return objects;
  }
  throw new DecodeError(`no list of ${field ?? "objects"} in it`);
}

/** The objects of a list; none where there is no list. */
export function toObjects<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? value.filter(isObject) as unknown as T[] : [];
}

/** An id, which GroupMe sends as text here and as a number there. */
export function toId(value: unknown): string {
  return toText(value) ?? "";
}

/** Text, or `undefined` where there is none. */
export function toText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number"
    ? `${value}`
    : undefined;
}

/** A time that the wire gives in seconds. */
export function toDate(seconds: unknown): Date | undefined {
  // Only of text and numbers: what else JSON holds may throw when converted.
  const date = new Date(Number(toText(seconds) || NaN) * 1000);
  return Number.isNaN(+date) ? undefined : date;
}

/**
 * Options as GroupMe writes them: `imageUrl` is its `image_url`. What is not
 * set stays out, as GroupMe takes `null` for a setting.
 */
export function toWire(options: object): JsonObject {
  const wire: { [field: string]: unknown } = {};
  for (const [name, value] of Object.entries(options)) {
    if (value !== undefined && value !== null) {
      wire[name.replace(/[A-Z]/g, "_$&").toLowerCase()] = value;
    }
  }
  return wire;
}

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

/**
 * Reads one thing: some endpoints give it under its name, others as it is.
 *
 * @throws {ShapeError} When it is no object.
 */
export function readOne<T extends object>(value: unknown, name: string): T {
  const { [name]: inner } = readObject<Record<string, unknown>>(value, name);
  return readObject(inner ?? value, name);
}
