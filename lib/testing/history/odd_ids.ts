import { hash } from "./random.ts";

/**
 * Gives a message an id that is not made as those around it: too short, too
 * long, or of a time far ahead. Its place is where its time is all the same.
 *
 * @param place The id that it would have: 18 digits.
 * @param seed Which of the kinds it is to be of.
 */
export function oddIdOf(place: string, seed: number): string {
  switch (hash(seed, 0x0dd) % 3) {
    case 0:
      return place.slice(0, 16);
    case 1:
      return `${place}7`;
    default:
      return `9${place.slice(1)}`;
  }
}

/** The places that a message with an id may have, the id itself aside. */
export function placesOfOddId(id: string): readonly string[] {
  switch (id.length) {
    case 16:
      return [`${id}00`];
    case 18:
      return id.startsWith("9") ? [`1${id.slice(1)}`] : [];
    case 19:
      return [id.slice(0, -1)];
    default:
      return [];
  }
}
