import type { OperatorFunction } from "rxjs";
import { each, type EachOptions } from "../operators/each.ts";
import { assertGoing } from "./calendar.ts";
import type { CalendarEvent } from "./calendar_event.ts";

/**
 * Answers whether you go to each event of a stream, in order.
 *
 * @param going `undefined` takes your answers back.
 * @returns Each event with your answer; see {@linkcode Calendar.rsvp}.
 * @throws {TypeError} With another answer.
 *
 * @example Go to everything that is to come
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { calendar, rsvp } from "@rxgroupme/client/calendar";
 *
 * const client = Client.fromToken("...");
 * calendar(client, "1234").listAll({ endingAfter: new Date() }).pipe(rsvp(true))
 *   .subscribe(({ name, going }) => console.log(name, going.length));
 * ```
 */
export function rsvp<E = never>(
  going: boolean | undefined,
  options?: EachOptions<CalendarEvent, E>,
): OperatorFunction<CalendarEvent, CalendarEvent | E> {
  // Refuses what is no answer before any event comes.
  assertGoing(going);
  return each((event: CalendarEvent) => event.rsvp(going), options);
}
