import {
  assertAtMostOne,
  assertLength,
  assertOneOf,
  got,
  invalidArgument,
  validDate,
} from "../../util/validate.ts";
import { assertNumber, assertUrl } from "../checks.ts";
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
 * Checks the settings of a group or a topic. Names and texts may be such as the
 * server takes from nobody: odd rows are what some tests are about.
 *
 * @throws {RangeError} If a number is out of range.
 * @throws {TypeError} If another setting cannot be used.
 */
export function assertProfile(
  profile: Partial<GroupProfile> | Partial<TopicProfile>,
  types: readonly string[],
): void {
  const { name, description, type, messageEditPeriod } = profile;
  if (name !== undefined) assertLength(name, 0, Infinity, "name");
  if (description !== undefined) {
    assertLength(description, 0, Infinity, "description");
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
  if (name !== undefined) assertLength(name, 0, Infinity, "name");
  assertUrl(callbackUrl, "callbackUrl");
}

/**
 * Checks the options of a message. Its author may have left, and its content is
 * as it is given: odd rows are what some tests are about.
 */
export function assertInjected(
  { userId, botId, isSystem, visibleAfter }: InjectOptions,
): void {
  assertAtMostOne({ userId, botId, isSystem: isSystem || undefined });
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
  if (error) throw new RangeError(`Cannot use the event: ${error}`);
}
