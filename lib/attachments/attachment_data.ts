import type { AttachmentData } from "../wire/message.ts";

/** An attachment, also one of another copy of this library. */
interface WithJson {
  toJSON(): AttachmentData;
}

/**
 * The JSON of an attachment, or of what already is its JSON. It is told by its
 * method: a page may have two copies of this library, and so two classes.
 */
export function toAttachmentData(
  it: WithJson | { readonly [field: string]: unknown },
): AttachmentData {
  return (hasJson(it) ? it.toJSON() : it) as AttachmentData;
}

/** Whether a value has a method that makes its JSON, as no JSON has. */
function hasJson(it: object): it is WithJson {
  return "toJSON" in it && typeof it.toJSON === "function";
}
