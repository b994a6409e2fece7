/** A JSON object of unknown content. */
export type Fields = Readonly<Record<string, unknown>>;

const decoder = new TextDecoder();
const FORM = /^application\/x-www-form-urlencoded\b/i;

/** Reads an object off a JSON body, or a form; anything else is an empty one. */
export function fieldsOf(bytes: Uint8Array, contentType: string): Fields {
  if (bytes.length === 0) return {};
  const text = decoder.decode(bytes);
  const isJson = text.trimStart().startsWith("{");
  // Old clients send JSON under the name of a form.
  if (FORM.test(contentType) && !isJson) return formFields(text);
  try {
    return asFields(JSON.parse(text));
  } catch {
    return {};
  }
}

/** Reads a form; a name such as `bot[name]` is a field of an object. */
function formFields(text: string): Fields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    const [, outer = "", inner = ""] = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name) ??
      [];
    if (outer === "") fields[name] = value;
    else fields[outer] = { ...asFields(fields[outer]), [inner]: value };
  }
  return fields;
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
