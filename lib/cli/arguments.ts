import { InvalidArgumentError } from "commander";

/** Reads a whole number within its bounds. */
export function number(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(
      most === Infinity
        ? `It must be a whole number, ${least} or more.`
        : `It must be a whole number from ${least} to ${most}.`,
    );
  };
}

/** Reads a whole number. */
export const whole: (text: string) => number = number(0, Infinity);
/** Reads a number of things. */
export const atLeastOne: (text: string) => number = number(1, Infinity);
/** Reads a share. */
export const percent: (text: string) => number = number(0, 100);
/** Reads a port of this machine. */
export const port: (text: string) => number = number(0, 65_535);

/** Reads a text that is not empty, as one from an unset variable is. */
export function text(value: string): string {
  if (value.trim() !== "") return value;
  throw new InvalidArgumentError("It must not be empty.");
}

/** Reads the id of a message, or `beginning`. */
export function since(text: string): string {
  if (text === "beginning" || /^\d+$/.test(text)) return text;
  throw new InvalidArgumentError(
    'It must be the id of a message, or "beginning".',
  );
}

/** A day, and a time of it where one is wanted. */
const ISO_DATE =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/;

/**
 * Reads an ISO date, such as `2025-08-01`: the start of that day in UTC. A time
 * is UTC as well, unless it tells its distance from it.
 */
export function date(text: string): Date {
  const [, day = "", time = "00:00", zone = "Z"] = ISO_DATE.exec(text) ?? [];
  const midnight = new Date(`${day}T00:00Z`);
  const value = new Date(`${day}T${time}${zone}`);
  // A 30 February would be taken for the 2 March.
  const isDay = !Number.isNaN(+midnight) &&
    midnight.toISOString().startsWith(day);
  if (isDay && !Number.isNaN(+value)) return value;
  throw new InvalidArgumentError("It must be a date, such as 2025-08-01.");
}

/** Collects an option that is given several times, never empty. */
export function collect(
  name: string,
  before: readonly string[] = [],
): string[] {
  return [...before, text(name)];
}
