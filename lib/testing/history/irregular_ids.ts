import { hash } from "./random.ts";

/**
 * An irregular id: too short, too long, or of a time far ahead.
 *
 * @param sortKey The regular id: 18 digits.
 * @param seed Selects the kind.
 */
export function irregularIdOf(sortKey: string, seed: number): string {
  switch (hash(seed, 0x0dd) % 3) {
    case 0:
      return sortKey.slice(0, 16);
    case 1:
      return `${sortKey}7`;
    default:
      return `9${sortKey.slice(1)}`;
  }
}

/** The sort keys that a message with an irregular id may have. */
export function sortKeysOfIrregularId(id: string): readonly string[] {
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
