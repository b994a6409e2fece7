/** A random id of 96 bits, in decimals. */
export function guid(): string {
  // Not randomUUID(), which browsers keep from pages without https.
  return crypto.getRandomValues(new Uint32Array(3)).join("-");
}
