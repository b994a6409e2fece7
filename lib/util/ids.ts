/**
 * Orders two ids of GroupMe by time: they are decimal numbers beyond 2^53, so
 * the longer one is the larger, and among equals the text decides.
 */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}

/** Is it an id that has a place in that order? */
export function isId(id: string): boolean {
  return /^[1-9]\d*$/.test(id);
}

/** The id of the conversation of two users: the smaller id comes first. */
export function conversationIdOf(userId: string, otherUserId: string): string {
  return [userId, otherUserId].sort(compareIds).join("+");
}
