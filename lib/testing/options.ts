import { asyncScheduler, type SchedulerLike } from "rxjs";

/** Options for {@linkcode GroupMeSimulator}. */
export interface GroupMeSimulatorOptions {
  /**
   * Where all that is made up comes from: the same seed, the same calls and the
   * same times give the same ids, tokens and texts.
   *
   * @default {1}
   */
  seed?: number;
  /**
   * The clock, for ids, delays and whatever expires.
   *
   * @default {asyncScheduler}
   */
  scheduler?: SchedulerLike;
  /**
   * How long an answer takes, in ms on the clock.
   *
   * @default {0}
   */
  latency?: number;
  /**
   * Where pictures are said to be, such as `http://localhost:8000` for a
   * simulator that is served there; GroupMe's own hosts unless told.
   */
  origin?: string;
  /**
   * The name of the first user.
   *
   * @default {"Ines Calder"}
   */
  name?: string;
  /**
   * Whether an anchor such as `after_id=0` that never was a message of the
   * conversation is refused with 400. Which of the two GroupMe does is not known.
   *
   * @default {false}
   */
  strictAnchors?: boolean;
  /**
   * The most messages on a page, 1 or more, whatever `limit` asks for; a `limit`
   * above 200 is refused all the same.
   *
   * @default {200}
   */
  pageCap?: number;
  /**
   * How likely a page of messages holds fewer than it could, 0 to 1; it holds
   * one at least, and those left out are the farthest from where it begins.
   *
   * @default {0}
   */
  shortPages?: number;
  /**
   * How likely a message that is posted gets an odd id, 0 to 1: of 16 or 19
   * digits, or of a time far ahead. It is listed in its place all the same.
   *
   * @default {0}
   */
  oddIds?: number;
  /**
   * What an id does that belonged to a message which was taken out: it marks its
   * position as before, or leads to nothing, with 304.
   *
   * @default {"position"}
   */
  deletedAnchors?: "position" | "nothing";
  /**
   * What `after_id` does for direct messages: old servers did not know it.
   *
   * @default {"supported"}
   */
  directAfterId?: "supported" | "ignored" | "refused";
  /**
   * How a chat gives the id of the other user; both have been seen.
   *
   * @default {"string"}
   */
  chatUserIds?: "string" | "number";
  /**
   * Whether updating a group fails without `name` or `office_mode`, as it did
   * in 2018.
   *
   * @default {false}
   */
  legacyUpdateBugs?: boolean;
  /**
   * Whether making groups, adding members and joining by link need the header
   * `X-verify-token`, which only GroupMe's own apps can send.
   *
   * @default {false}
   */
  requireDeviceVerification?: boolean;
  /**
   * How long it takes to add members, in ms on the clock.
   *
   * @default {1000}
   */
  membershipDelay?: number;
  /**
   * Whether changes of a group post a system message, as on GroupMe.
   *
   * @default {true}
   */
  notices?: boolean;
  /**
   * How long push holds a poll, in ms on the clock.
   *
   * @default {30_000}
   */
  pushTimeout?: number;
  /**
   * Whether to fail as in a browser: an answer without CORS headers becomes a
   * `TypeError`, "Failed to fetch", as does a connection that breaks.
   *
   * @default {false}
   */
  browser?: boolean;
  /**
   * Takes what GroupMe posts to the callback URLs of bots, such as `fetch`, or
   * the handler under test. Nothing is sent anywhere unless it is given.
   */
  onCallback?: (request: Request) => unknown;
}

/** The options with everything that has a default. */
export type Settings =
  & Required<
    Omit<GroupMeSimulatorOptions, "origin" | "onCallback">
  >
  & {
    /** Where the URLs of pictures point. */
    readonly imageOrigin: string;
    /** Takes what goes to bots. */
    readonly onCallback?: (request: Request) => unknown;
  };

/** The options, with the defaults for what was not given. */
export function settingsOf(options: GroupMeSimulatorOptions): Settings {
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
    oddIds: 0,
    deletedAnchors: "position",
    directAfterId: "supported",
    chatUserIds: "string",
    legacyUpdateBugs: false,
    requireDeviceVerification: false,
    membershipDelay: 1000,
    notices: true,
    pushTimeout: 30_000,
    browser: false,
    ...Object.fromEntries(given),
    imageOrigin: options.origin ?? "https://i.groupme.com",
  };
}
