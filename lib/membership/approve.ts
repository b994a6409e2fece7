import type { OperatorFunction } from "rxjs";
import { each, type EachOptions } from "../operators/each.ts";
import type { Applicant } from "./applicant.ts";

/**
 * Lets each applicant of a stream in, in order.
 *
 * @returns `true` for each; see {@linkcode Moderation.approve}.
 */
export function approve<E = never>(
  options?: EachOptions<Applicant, E>,
): OperatorFunction<Applicant, true | E> {
  return each((applicant: Applicant) => applicant.approve(), options);
}

/**
 * Turns each applicant of a stream away, in order.
 *
 * @returns `true` for each; see {@linkcode Moderation.deny}.
 */
export function deny<E = never>(
  options?: EachOptions<Applicant, E>,
): OperatorFunction<Applicant, true | E> {
  return each((applicant: Applicant) => applicant.deny(), options);
}
