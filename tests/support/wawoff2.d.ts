/** What is used of wawoff2, which brings no types. */

/** Gives the TrueType font that a WOFF2 one holds. */
export function decompress(woff2: Uint8Array): Promise<Uint8Array>;
