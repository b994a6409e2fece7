import { createHash } from "node:crypto";

/** The SHA-256 of a text: in hex, or in base64 as a page's policy takes it. */
export function sha256(text: string, format: "hex" | "base64"): string {
  return createHash("sha256").update(text).digest(format);
}
