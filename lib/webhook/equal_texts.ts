/**
 * Are two texts the same? How long it takes to tell depends on the first one
 * alone, so that by trying nobody learns how much of the other is right.
 *
 * @param given What came from outside.
 * @param secret What it is to be.
 */
export function equalTexts(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let i = 0; i < given.length; i++) {
    difference |= given.charCodeAt(i) ^ secret.charCodeAt(i % secret.length);
  }
  return difference === 0;
}
