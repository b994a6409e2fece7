import {
  assertAtMostOne,
  assertLength,
  got,
  invalidArgument,
  validDate,
} from "../../util/validate.ts";
import { assertNumber, assertOneOf, assertUrl } from "../checks.ts";
import type { EventProfile } from "./calendar_event.ts";
import { eventError } from "./event_fields.ts";
import type { GroupProfile } from "./group.ts";
import type {
  BotOptions,
  InjectOptions,
  PollOptions,
} from "./handle_options.ts";
import type { Poll } from "./poll.ts";
import type { TopicProfile } from "./topic.ts";

/**
 * Checks the settings of a group or a topic.
 *
 * @throws {RangeError} If a text is too long, or a number out of range.
 * @throws {TypeError} If another setting cannot be used.
 */
export function assertProfile(
  profile: Partial<GroupProfile> | Partial<TopicProfile>,
  types: readonly string[],
): void {
  const { name, description, type, messageEditPeriod } = profile;
  if (name !== undefined) assertLength(name, 1, 140, "name");
  if (description !== undefined) {
    assertLength(description, 0, 255, "description");
  }
  assertOneOf(type, types, "type");
  assertNumber(messageEditPeriod, 0, Infinity, "messageEditPeriod");
  if ("visibility" in profile) {
    assertOneOf(profile.visibility, VISIBILITIES, "visibility");
  }
}

const VISIBILITIES = ["hidden", "searchable", "community"];

/** Checks the options of a bot. */
export function assertBot({ name, callbackUrl }: BotOptions): void {
  if (name !== undefined) assertLength(name, 1, Infinity, "name");
  assertUrl(callbackUrl, "callbackUrl");
}

/** Checks the options of a message; its text may be as long as it likes. */
export function assertInjected(options: InjectOptions): void {
  const { userId, botId, isSystem, text, attachments, visibleAfter } = options;
  assertAtMostOne({ userId, botId, isSystem: isSystem || undefined });
  if (text !== undefined && text !== null && typeof text !== "string") {
    throw invalidArgument("text", `it must be a string or null${got(text)}`);
  }
  if (attachments !== undefined && !Array.isArray(attachments)) {
    const rule = "it must be a list of attachments";
    throw invalidArgument("attachments", `${rule}${got(attachments)}`);
  }
  if (options.id !== undefined) assertLength(options.id, 1, Infinity, "id");
  assertNumber(visibleAfter, 0, Infinity, "visibleAfter");
}

/** Checks the options of a poll, which must end after `now`. */
export function assertPoll(
  { subject, options, expiresAt }: PollOptions,
  now: number,
): void {
  assertLength(subject, 1, Infinity, "subject");
  const isGood = Array.isArray(options) && options.length >= 2 &&
    options.every((title) => typeof title === "string" && title.trim() !== "");
  if (!isGood) {
    throw invalidArgument(
      "options",
      `it must be two titles or more${got(options)}`,
    );
  }
  if (expiresAt === undefined || +validDate(expiresAt, "expiresAt") > now) {
    return;
  }
  const rule = "it must be a time to come";
  throw invalidArgument(
    "expiresAt",
    `${rule}${got(expiresAt.toISOString())}`,
    RangeError,
  );
}

/**
 * Checks the vote of a user.
 *
 * @throws {RangeError} If the poll is over, has no such option, or takes one alone.
 */
export function assertVote(poll: Poll, optionIds: readonly string[]): void {
  const ids = poll.titles.map((_, index) => `${index + 1}`);
  const unknown = optionIds.find((id) => !ids.includes(id));
  const rule = poll.isOver
    ? "the poll is over"
    : unknown !== undefined
    ? `it must be one of ${ids.join(", ")}${got(unknown)}`
    : !poll.isMultiple && optionIds.length > 1
    ? `the poll takes one option${got(optionIds)}`
    : undefined;
  if (rule) throw invalidArgument("optionIds", rule, RangeError);
}

/**
 * Checks the settings of a calendar event.
 *
 * @throws {RangeError} If the server would refuse them.
 */
export function assertEvent(profile: EventProfile): void {
  const error = eventError(profile);
  if (error) throw new RangeError(`Cannot add an event: ${error}`);
}
