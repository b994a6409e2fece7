import { asyncScheduler, type SchedulerLike } from "rxjs";
import {
  assertFunction,
  assertInteger,
  assertLength,
  assertOneOf,
  got,
  invalidArgument,
} from "../util/validate.ts";
import { assertNumber } from "./checks.ts";

/** Options for {@linkcode GroupMeSimulator}. */
export interface GroupMeSimulatorOptions {
  /**
   * The seed of all generated values, any integer, 32 bits of which count: the
   * same seed, the same calls and the same times give the same ids, tokens and
   * texts.
   *
   * @default {1}
   */
  seed?: number | undefined;
  /**
   * The clock of ids, delays and expiry.
   *
   * @default {asyncScheduler}
   */
  scheduler?: SchedulerLike | undefined;
  /**
   * Time until each answer, in ms on the clock, 0 or more.
   *
   * @default {0}
   */
  latency?: number | undefined;
  /**
   * The origin of the URLs of pictures, files and videos, such as
   * `http://localhost:8000` for a simulator that is served there.
   *
   * @default {GroupMe's own hosts}
   */
  origin?: string | undefined;
  /**
   * The name of the first user.
   *
   * @default {"Ines Calder"}
   */
  name?: string | undefined;
  /**
   * Whether an id of a page, such as `after_id=0`, that was never a message of the
   * conversation is refused with 400. It is not known whether GroupMe does.
   *
   * @default {false}
   */
  strictAnchors?: boolean | undefined;
  /**
   * The maximum number of messages on a page, 1 to 200, whatever `limit` asks for;
   * a `limit` above 200 is refused all the same.
   *
   * @default {200}
   */
  pageCap?: number | undefined;
  /**
   * Probability that a page of messages holds fewer than it could, 0 to 1. It
   * holds at least one; the messages farthest from its beginning are left out.
   *
   * @default {0}
   */
  shortPages?: number | undefined;
  /**
   * Probability that a posted message gets an irregular id, 0 to 1: of 16 or 19
   * digits, or of a time far ahead. The message is listed by its time all the same.
   *
   * @default {0}
   */
  irregularIds?: number | undefined;
  /**
   * Effect of the id of a removed message on a page: it marks the position as
   * before, or leads to an empty page with 304.
   *
   * @default {"position"}
   */
  deletedAnchors?: "position" | "nothing" | undefined;
  /**
   * Effect of `after_id` on direct messages, which old servers did not know.
   *
   * @default {"supported"}
   */
  directAfterId?: "supported" | "ignored" | "refused" | undefined;
  /**
   * JSON type of the id of a chat's other user; both have been seen.
   *
   * @default {"string"}
   */
  chatUserIds?: "string" | "number" | undefined;
  /**
   * Whether updating a group fails without `name` or `office_mode`, as in 2018.
   *
   * @default {false}
   */
  legacyUpdateBugs?: boolean | undefined;
  /**
   * Whether creating groups, adding members and joining by link require the header
   * `X-verify-token`, which only GroupMe's own apps can send.
   *
   * @default {false}
   */
  requireDeviceVerification?: boolean | undefined;
  /**
   * Time until added members are in the group, in ms on the clock, 0 or more.
   *
   * @default {1000}
   */
  membershipDelay?: number | undefined;
  /**
   * Time until an uploaded file or video is ready, in ms on the clock, 0 or more.
   *
   * @default {1000}
   */
  mediaDelay?: number | undefined;
  /**
   * Whether changes post notices, as on GroupMe.
   *
   * @default {true}
   */
  notices?: boolean | undefined;
  /**
   * Time that push holds a connect, in ms on the clock, 0 or more.
   *
   * @default {30_000}
   */
  pushTimeout?: number | undefined;
  /**
   * Whether `fetch` fails as in a browser: an answer without CORS headers rejects
   * with the `TypeError` "Failed to fetch", as does a connection that breaks.
   *
   * @default {false}
   */
  browser?: boolean | undefined;
  /**
   * Receives the requests to the callback URLs of bots: `fetch`, or a webhook under
   * test.
   *
   * @default {no request is made}
   */
  onCallback?: ((request: Request) => unknown) | undefined;
}

/** The options, with all defaults. */
export type Settings =
  & Required<
    Omit<GroupMeSimulatorOptions, "origin" | "onCallback">
  >
  & {
    /** The origin of all hosts, where the simulator is served. */
    readonly origin: string | undefined;
    /** The origin of the URLs of pictures. */
    readonly imageOrigin: string;
    /** Receives the requests to the callback URLs of bots. */
    readonly onCallback?: (request: Request) => unknown;
  };

/**
 * The options, with the defaults for what was not given.
 *
 * @throws {RangeError} If a number is out of range.
 * @throws {TypeError} If another option cannot be used.
 */
export function settingsOf(options: GroupMeSimulatorOptions): Settings {
  assertOptions(options);
  const given = Object.entries(options)
    .filter(([, value]) => value !== undefined);
  return {
    seed: 1,
    scheduler: asyncScheduler,
    latency: 0,
    name: "Ines Calder",
    strictAnchors: false,
    pageCap: 200,
    shortPages: 0,
    irregularIds: 0,
    deletedAnchors: "position",
    directAfterId: "supported",
    chatUserIds: "string",
    legacyUpdateBugs: false,
    requireDeviceVerification: false,
    membershipDelay: 1000,
    mediaDelay: 1000,
    notices: true,
    pushTimeout: 30_000,
    browser: false,
    ...Object.fromEntries(given),
    origin: options.origin,
    imageOrigin: options.origin ?? "https://i.groupme.com",
  };
}

function assertOptions(options: GroupMeSimulatorOptions): void {
  const { seed = 0, pageCap = 1, name, origin, onCallback } = options;
  const { scheduler = asyncScheduler } = options;
  assertFunction(scheduler.now, "scheduler.now");
  assertFunction(scheduler.schedule, "scheduler.schedule");
  const { MIN_SAFE_INTEGER, MAX_SAFE_INTEGER } = Number;
  assertInteger(seed, MIN_SAFE_INTEGER, MAX_SAFE_INTEGER, "seed");
  assertInteger(pageCap, 1, 200, "pageCap");
  for (
    const key of [
      "latency",
      "membershipDelay",
      "mediaDelay",
      "pushTimeout",
    ] as const
  ) assertNumber(options[key], 0, Infinity, key);
  for (const key of ["shortPages", "irregularIds"] as const) {
    assertNumber(options[key], 0, 1, key);
  }
  for (const [key, values] of Object.entries(CHOICES)) {
    assertOneOf(options[key as keyof typeof CHOICES], values, key);
  }
  if (name !== undefined) assertLength(name, 0, Infinity, "name");
  if (onCallback !== undefined) assertFunction(onCallback, "onCallback");
  // Also one below a path, as a simulator can be served there.
  const isBase = origin === undefined ||
    (URL.canParse(origin) && /^https?:[^?#]*[^?#/]$/.test(origin));
  if (!isBase) {
    const rule = 'it must be such as "http://localhost:8000", without a slash';
    throw invalidArgument("origin", `${rule} at its end${got(origin)}`);
  }
}

/** The options with few values. */
const CHOICES = {
  deletedAnchors: ["position", "nothing"],
  directAfterId: ["supported", "ignored", "refused"],
  chatUserIds: ["string", "number"],
} as const;
