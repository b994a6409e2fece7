import { assertText, got, invalidArgument } from "../util/validate.ts";

/** The settings of a poll that is made. */
export interface NewPoll {
  /** The question, not empty. GroupMe documents no maximum. */
  subject: string;
  /** The texts of the options, 2 or more, none of them empty. */
  options: readonly string[];
  /**
   * When it ends, to the second. GroupMe takes an hour ahead, and refuses ten
   * minutes.
   */
  expiresAt: Date;
  /**
   * Whether one may choose several options.
   *
   * @default {false}
   */
  multiple?: boolean | undefined;
  /**
   * Whether it hides who chose which option.
   *
   * @default {false}
   */
  anonymous?: boolean | undefined;
}

/**
 * The settings as they are sent.
 *
 * @throws {TypeError} With an empty subject or option.
 * @throws {RangeError} With fewer than 2 options, or an invalid `expiresAt`.
 */
export function toBody(
  { subject, options, expiresAt, multiple, anonymous }: NewPoll,
): object {
  assertText(subject, "subject");
  if (!(Array.isArray(options) && options.length > 1)) {
    throw invalidArgument("options", "it must be 2 texts or more", RangeError);
  }
  for (const title of options) assertText(title, "options");
  const expiration = Math.floor(Object(expiresAt).getTime?.() / 1000);
  if (Number.isNaN(expiration)) {
    throw invalidArgument(
      "expiresAt",
      `it must be a valid Date${got(expiresAt)}`,
      RangeError,
    );
  }
  return {
    subject,
    options: options.map((title) => ({ title })),
    expiration,
    type: multiple ? "multi" : "single",
    visibility: anonymous ? "anonymous" : "public",
  };
}
