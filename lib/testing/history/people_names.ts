import type { Random } from "./random.ts";

const FIRST_NAMES = "Ines Teo Marisol Dov Lina Noor Anouk Piet Salma Ravi"
  .split(" ");
const LAST_NAMES = "Calder Marsh Quay Aran Holm Ferry Strand Keel Mole Reed"
  .split(
    " ",
  );

/** Generates a name. */
export function someName(random: Random): string {
  const given = FIRST_NAMES[random.between(0, FIRST_NAMES.length)];
  return `${given} ${LAST_NAMES[random.between(0, LAST_NAMES.length)]}`;
}
