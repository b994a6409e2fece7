/** A JSON object whose fields are not checked yet. */
export type JsonObject = { readonly [field: string]: unknown };

/** Whether a value is a JSON object, and not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An object as it is; an empty one for anything else. */
export function toObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** An answer lacks what it is documented to have. */
export class DecodeError extends Error {}

/**
 * Reads an object.
 *
 * @throws {DecodeError} When it is not one; the error gives its name.
 */
export function readObject<T>(value: unknown, name: string): T {
  if (isObject(value)) return value as T;
  throw new DecodeError(`no ${name} in it`);
}

/**
 * Reads a list; `null` counts as empty. Rows that are not objects are left out,
 * so that one of them does not fail the page.
 *
 * @param value The list, or the object that holds it under `field`.
 * @throws {DecodeError} When there is none, or no row of it can be read.
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

/** The objects of a list; none where the value is not a list. */
export function toObjects<T>(value: unknown): readonly T[] {
  if (!Array.isArray(value)) return [];
  // Most lists are given as they are: copying each costs time.
  const isWhole = value.every(isObject);
  return (isWhole ? value : value.filter(isObject)) as unknown as T[];
}

/** An id, which GroupMe sends as a string or a number; `""` without one. */
export function toId(value: unknown): string {
  return toText(value) ?? "";
}

/** The ids of a list, `""` for each that is none; none without a list. */
export function toIds(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.map(toId) : [];
}

/** The ids of a list, without what is none; none without a list. */
export function toKnownIds(list: unknown): readonly string[] {
  return toIds(list).filter(Boolean);
}

/** A string or number as text; `undefined` for anything else. */
export function toText(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number"
    ? `${value}`
    : undefined;
}

/** A number as it is; `undefined` for anything else. */
export function toNumber(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

/** A number, also one sent as text; `undefined` for anything else. */
export function toFinite(value: unknown): number | undefined {
  const number = Number(toText(value) || NaN);
  return Number.isFinite(number) ? number : undefined;
}

/** Pairs of numbers, `[0, 0]` for each that is none; none without a list. */
export function toPairs(
  value: unknown,
): readonly (readonly [number, number])[] {
  if (!Array.isArray(value)) return [];
  // A malformed one keeps its place, as another list has one beside each.
  return value.map((it) => [toFinite(it?.[0]) ?? 0, toFinite(it?.[1]) ?? 0]);
}

/** A time in seconds as a `Date`; `undefined` where it is not one. */
export function toDate(seconds: unknown): Date | undefined {
  // Only of text and numbers: what else JSON holds may throw when converted.
  const text = typeof seconds === "string" && seconds;
  const number = typeof seconds === "number" ? seconds : Number(text || NaN);
  const date = new Date(number * 1000);
  return Number.isNaN(+date) ? undefined : date;
}

/**
 * A time as a `Date`: in seconds, or in ISO 8601 as the calendar and a few others
 * give it, UTC where it names no offset; `undefined` where it is neither.
 */
export function toTime(value: unknown): Date | undefined {
  const [time, offset] = ISO_TIME.exec(toText(value) ?? "") ?? [];
  if (!time) return toDate(value);
  // Without an offset it would be a time of the device's own zone.
  const date = new Date(offset ? time : `${time}Z`);
  return Number.isNaN(+date) ? undefined : date;
}

const ISO_TIME = /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:?\d\d)?$/i;

/**
 * Options in GroupMe's spelling: `imageUrl` becomes `image_url`. `undefined` and
 * `null` are left out, since GroupMe takes `null` for a setting.
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
 * Reads a required field.
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
 * Reads an object that endpoints give under its name, or bare.
 *
 * @throws {DecodeError} When it is not an object.
 */
export function readOne<T extends object>(value: unknown, name: string): T {
  const { [name]: inner } = readObject<Record<string, unknown>>(value, name);
  return readObject(inner ?? value, name);
}
