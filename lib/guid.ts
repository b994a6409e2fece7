/** A random id that no other message has: 128 bits in hex. */
export function guid(): string {
  // Not randomUUID(), which browsers keep from pages without https.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, "0")).join("");
}
