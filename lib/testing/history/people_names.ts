import type { Random } from "./random.ts";

const first = "Ines Teo Marisol Dov Lina Noor Anouk Piet Salma Ravi".split(" ");
const last = "Calder Marsh Quay Aran Holm Ferry Strand Keel Mole Reed".split(
  " ",
);

/** Makes up a name. */
export function someName(random: Random): string {
  const given = first[random.between(0, first.length)];
  return `${given} ${last[random.between(0, last.length)]}`;
}
