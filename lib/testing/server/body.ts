/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder();

/** Reads an object off a JSON body; anything else is an empty one. */
export function fieldsOf(bytes: Uint8Array): Fields {
  if (bytes.length === 0) return {};
  try {
    return asFields(JSON.parse(decoder.decode(bytes)));
  } catch {
    return {};
  }
}

/** The value, if it is an object. */
export function asFields(value: unknown): Fields {
  const isObject = typeof value === "object" && value !== null &&
    !Array.isArray(value);
  return isObject ? value as Fields : {};
}

/** The value, if it is a list. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value, if it is a text or a number, as text. */
export function asText(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value : undefined;
}
