/**
 * Whether two texts are equal, in a time that depends on the length of the first
 * one alone: trying tells nobody how much of the second one is right.
 *
 * @param given The text from outside.
 * @param secret The text that it must equal.
 */
export function equalTexts(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let i = 0; i < given.length; i++) {
    difference |= given.charCodeAt(i) ^ secret.charCodeAt(i % secret.length);
  }
  return difference === 0;
}
