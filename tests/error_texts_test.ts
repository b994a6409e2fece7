import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertMatch,
} from "@std/assert";
import {
  authorizeUrl,
  Client,
  type ClientOptions,
  emoji,
  GroupMeError,
  idOfTime,
  LocationAttachment,
  mention,
  parseShareUrl,
  post,
  tailGroup,
  tokenFromRedirect,
} from "@rxgroupme/client";
import { denoKvCursor } from "@rxgroupme/client/cursors/deno_kv";
import { calendar } from "@rxgroupme/client/calendar";
import { push, webSocketWire } from "@rxgroupme/client/push";
import { timeline } from "@rxgroupme/client/timeline";
import { webhook } from "@rxgroupme/client/webhook";
import { lastValueFrom, NEVER } from "rxjs";
import { listSources, readText } from "../_tools/project.ts";
import { world } from "./support/world.ts";

const { client } = world();
const { groups, chats, bots, images } = client;
const messages = groups.messages("1");
const memberships = groups.memberships("1");

/** Makes a client with one option that is wrong. */
function clientWith(options: Partial<ClientOptions>): Client {
  return new Client({ token: "t", ...options });
}

/** What an untyped program passes. */
function untyped<T>(value: unknown): T {
  return value as T;
}

interface Wrong {
  /** The argument or option, as the message names it. */
  readonly argument: string;
  /** What is passed; a secret is not repeated. */
  readonly value?: unknown;
  readonly isSecret?: true;
  readonly Kind?: typeof TypeError | typeof RangeError;
  readonly call: () => unknown;
}

/** Each argument that is checked, by who takes it. */
const WRONG: Readonly<Record<string, Wrong>> = {
  "Client, auth": {
    argument: "auth",
    value: "cookie",
    call: () => clientWith({ auth: untyped("cookie") }),
  },
  "Client, token": {
    argument: "token",
    value: "s3cret\n",
    isSecret: true,
    call: () => Client.fromToken("s3cret\n"),
  },
  "Client, timeout": {
    argument: "timeout",
    value: 0,
    Kind: RangeError,
    call: () => clientWith({ timeout: 0 }),
  },
  "Client, fetch": {
    argument: "fetch",
    value: 7,
    call: () => clientWith({ fetch: untyped(7) }),
  },
  "Client, headers": {
    argument: "headers",
    value: "s3cret",
    isSecret: true,
    call: () => clientWith({ headers: { "not a name": "s3cret" } }),
  },
  "Client, retry.attempts": {
    argument: "retry.attempts",
    value: 0,
    Kind: RangeError,
    call: () => clientWith({ retry: { attempts: 0 } }),
  },
  "Client, retry.maxDelay": {
    argument: "retry.maxDelay",
    value: -1,
    Kind: RangeError,
    call: () => clientWith({ retry: { maxDelay: -1 } }),
  },
  "Client, rateLimit.requests": {
    argument: "rateLimit.requests",
    value: 0.5,
    Kind: RangeError,
    call: () => clientWith({ rateLimit: { requests: 0.5, perMs: 1_000 } }),
  },
  "Client, rateLimit.perMs": {
    argument: "rateLimit.perMs",
    value: 0,
    Kind: RangeError,
    call: () => clientWith({ rateLimit: { requests: 1, perMs: 0 } }),
  },
  "Client, baseUrls": {
    argument: "baseUrls.api",
    value: "ftp://s3.example",
    // It may hold a password.
    isSecret: true,
    call: () => clientWith({ baseUrls: { api: "ftp://s3.example" } }),
  },
  "client.request(), path": {
    argument: "path",
    value: "groups",
    call: () => lastValueFrom(client.request({ path: "groups" })),
  },
  "groups.list(), page": {
    argument: "page",
    value: 0,
    Kind: RangeError,
    call: () => groups.list({ page: 0 }),
  },
  "groups.list(), perPage": {
    argument: "perPage",
    value: 501,
    Kind: RangeError,
    call: () => groups.list({ perPage: 501 }),
  },
  "groups.listAll(), prefetch": {
    argument: "prefetch",
    value: 2,
    Kind: RangeError,
    call: () => groups.listAll({ prefetch: untyped(2) }),
  },
  "groups.get(), groupId": {
    argument: "groupId",
    value: "..",
    call: () => groups.get(".."),
  },
  "groups.create(), name": {
    argument: "name",
    value: 0,
    Kind: RangeError,
    call: () => groups.create({ name: " " }),
  },
  "groups.create(), name, of a number": {
    argument: "name",
    value: 7,
    call: () => groups.create({ name: untyped(7) }),
  },
  "groups.update(), description": {
    argument: "description",
    value: 256,
    Kind: RangeError,
    call: () => groups.update("1", { description: "x".repeat(256) }),
  },
  "groups.join(), shareToken": {
    argument: "shareToken",
    value: "s3/\ud800",
    isSecret: true,
    call: () => groups.join("1", "s3/\ud800"),
  },
  "groups.joinByUrl(), shareUrl": {
    argument: "shareUrl",
    value: "https://groupme.com/s3cret",
    isSecret: true,
    call: () => groups.joinByUrl("https://groupme.com/s3cret"),
  },
  "groups.changeOwners(), ownerId": {
    argument: "ownerId",
    value: "",
    call: () => groups.changeOwners("1", ""),
  },
  "memberships.add(), nickname": {
    argument: "nickname",
    value: 51,
    Kind: RangeError,
    call: () => memberships.add({ nickname: "x".repeat(51), userId: "1" }),
  },
  "memberships.add(), without anybody": {
    argument: "members",
    call: () => memberships.addMultiple(),
  },
  "memberships.add(), without an address": {
    argument: "member",
    call: () => memberships.add({ nickname: "Ada" }),
  },
  "memberships.check(), resultsId": {
    argument: "resultsId",
    value: ".",
    call: () => memberships.check("."),
  },
  "memberships.remove(), membershipId": {
    argument: "membershipId",
    value: "",
    call: () => memberships.remove(""),
  },
  "messages.list(), limit": {
    argument: "limit",
    value: 201,
    Kind: RangeError,
    call: () => messages.list({ limit: 201 }),
  },
  "messages.list(), beforeId": {
    argument: "beforeId",
    value: "abc",
    call: () => messages.list({ beforeId: "abc" }),
  },
  "messages.list(), two at once": {
    argument: "afterId",
    call: () => messages.list(untyped({ beforeId: "1", afterId: "2" })),
  },
  "messages.get(), messageId": {
    argument: "messageId",
    value: "",
    call: () => messages.get(""),
  },
  "messages.create(), text that is none": {
    argument: "text",
    value: 7,
    call: () => messages.create(untyped({ text: 7 })),
  },
  "messages.create(), nothing": {
    argument: "content",
    call: () => messages.create(" "),
  },
  "messages.create(), too long": {
    argument: "text",
    value: 1_001,
    Kind: RangeError,
    call: () => messages.create("x".repeat(1_001)),
  },
  "messages.create(), sourceGuid": {
    argument: "sourceGuid",
    value: "",
    call: () => messages.create("x", { sourceGuid: "" }),
  },
  "messages.create(), triedAfter": {
    argument: "triedAfter",
    call: () => messages.create("x", untyped({ triedAfter: "1" })),
  },
  "messages.tail(), since": {
    argument: "since",
    value: "yesterday",
    call: () => messages.tail({ since: "yesterday" }),
  },
  "messages.tail(), interval": {
    argument: "interval",
    value: 0,
    Kind: RangeError,
    call: () => messages.tail({ interval: 0 }),
  },
  "messages.tail(), maxInterval": {
    argument: "maxInterval",
    value: -1,
    Kind: RangeError,
    call: () => messages.tail({ maxInterval: -1 }),
  },
  "messages.tail(), allowedLateness": {
    argument: "allowedLateness",
    value: -1,
    Kind: RangeError,
    call: () => messages.tail({ allowedLateness: -1 }),
  },
  "tailGroup(), groupId": {
    argument: "groupId",
    value: "",
    call: () => tailGroup(untyped({}), ""),
  },
  "chats.messages(), otherUserId": {
    argument: "otherUserId",
    value: "",
    call: () => chats.messages(""),
  },
  "bots.create(), groupId": {
    argument: "groupId",
    value: "",
    call: () => bots.create({ name: "x", groupId: "" }),
  },
  "bots.post(), botId": {
    argument: "botId",
    value: "s3\ud800",
    isSecret: true,
    call: () => bots.post("s3\ud800", "x"),
  },
  "gallery.list(), limit": {
    argument: "limit",
    value: 0,
    Kind: RangeError,
    call: () => groups.gallery("1").list({ limit: 0 }),
  },
  "gallery.listBefore(), before": {
    argument: "before",
    value: "Invalid Date",
    call: () => groups.gallery("1").listBefore(new Date(NaN)),
  },
  "images.upload(), source": {
    argument: "source",
    call: () => lastValueFrom(images.upload(new Uint8Array(7))),
  },
  "images.fromUrl(), url": {
    argument: "url",
    value: "ftp://x.example/a.png",
    call: () => images.fromUrl("ftp://x.example/a.png"),
  },
  "post(), concurrency": {
    argument: "concurrency",
    value: 0,
    Kind: RangeError,
    call: () => post("x", { concurrency: 0 })(NEVER),
  },
  "new LocationAttachment(), lat": {
    argument: "lat",
    value: 91,
    Kind: RangeError,
    call: () => new LocationAttachment({ name: "x", lat: 91, lng: 0 }),
  },
  "mention(), who": {
    argument: "who",
    call: () => mention({ userId: "1" }),
  },
  "emoji(), packId": {
    argument: "packId",
    value: 0,
    Kind: RangeError,
    call: () => emoji(0, 1),
  },
  "idOfTime(), date": {
    argument: "date",
    value: "1969-12-31T00:00:00.000Z",
    Kind: RangeError,
    call: () => idOfTime(new Date("1969-12-31")),
  },
  "authorizeUrl(), clientId": {
    argument: "clientId",
    value: "",
    call: () => authorizeUrl(""),
  },
  "tokenFromRedirect(), redirected": {
    argument: "redirected",
    value: "s3cret",
    isSecret: true,
    call: () => tokenFromRedirect("s3cret"),
  },
  "parseShareUrl(), shareUrl": {
    argument: "shareUrl",
    value: "s3cret",
    isSecret: true,
    call: () => parseShareUrl("s3cret"),
  },
  "push(), renewEvery": {
    argument: "renewEvery",
    value: 0,
    Kind: RangeError,
    call: () => push(client, { renewEvery: 0 }),
  },
  "webSocketWire(), WebSocket": {
    argument: "WebSocket",
    value: untyped({}),
    call: () => webSocketWire({ WebSocket: untyped({}) }),
  },
  "timeline(), timeZone": {
    argument: "timeZone",
    value: "Mars/Olympus",
    Kind: RangeError,
    call: () => timeline(client, "1", { timeZone: "Mars/Olympus" }),
  },
  "calendar().create(), timeZone": {
    argument: "timeZone",
    value: "Mars/Olympus",
    Kind: RangeError,
    call: () =>
      calendar(client, "1").create({
        name: "x",
        startAt: new Date(0),
        endAt: new Date(0),
        timeZone: "Mars/Olympus",
      }),
  },
  "denoKvCursor(), kv": {
    argument: "kv",
    value: undefined,
    call: () => denoKvCursor(untyped(undefined), ["cursor"]),
  },
  "webhook(), secret": {
    argument: "secret",
    value: "",
    isSecret: true,
    call: () => webhook({ secret: "" }),
  },
  "webhook(), maxBytes": {
    argument: "maxBytes",
    value: 0,
    Kind: RangeError,
    call: () => webhook({ secret: "x", maxBytes: 0 }),
  },
};

/** Failures of GroupMe and of the way there, each with what a user does about it. */
const FAILURES: Readonly<Record<string, [Response | undefined, RegExp]>> = {
  Unauthorized: [
    new Response("{}", { status: 401 }),
    /[Tt]oken.*dev\.groupme\.com/,
  ],
  Forbidden: [new Response("{}", { status: 403 }), /may not/],
  NotFound: [new Response("{}", { status: 404 }), /id/],
  Conflict: [new Response("{}", { status: 409 }), /sourceGuid/],
  RateLimited: [new Response("{}", { status: 429 }), /later|rateLimit/],
  BadResponse: [new Response("{}", { status: 500 }), /later/],
  InvalidJsonError: [new Response("<html>"), /again/],
  MissingResponseError: [new Response(""), /again|later/],
  NoResponse: [undefined, /network/],
};

for (const [name, [response, advice]] of Object.entries(FAILURES)) {
  Deno.test(`${name} says which request failed, how, and what to do about it`, async () => {
    const client = new Client({
      token: "0123456789abcdef",
      retry: false,
      fetch: () =>
        response ? Promise.resolve(response) : Promise.reject(new TypeError()),
    });
    const error = await failureOf(() => lastValueFrom(client.groups.list()));
    assertInstanceOf(error, GroupMeError);
    assertEquals(error.name, name);
    const [, advised = ""] =
      error.message.match(/^Cannot GET \/v3\/groups: [^.]+\. ([A-Z].+)$/) ?? [];
    assertMatch(advised, advice, error.message);
  });
}

/** What a call fails with, at once or before it requests anything. */
async function failureOf(call: () => unknown): Promise<unknown> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

/** As a message quotes a value. */
function quoted(value: unknown): string {
  return typeof value === "string" && value !== "Invalid Date"
    ? JSON.stringify(value)
    : String(value);
}

for (const [name, wrong] of Object.entries(WRONG)) {
  const { argument, value, isSecret, Kind = TypeError, call } = wrong;
  Deno.test(`${name}: the error names the argument, the rule and the value`, async () => {
    const error = await failureOf(call);
    assertInstanceOf(error, Kind);
    const { message } = error;
    assertMatch(message, /^Cannot use '[^']+': it must /);
    assert(
      new RegExp(`^Cannot use '(?:[\\w.]+\\.)?${argument}\\b`).test(message),
      message,
    );
    if (isSecret) assert(!message.includes("s3"), message);
    else if ("value" in wrong) {
      assert(message.endsWith(`, got ${quoted(value)}`), message);
    }
  });
}

/** What throws for another reason than a caller's argument. */
const NO_ARGUMENTS: Readonly<Record<string, string>> = {
  "lib/tail/checkpoint_data.ts": "the cause of a GroupMeError",
  "lib/paging/range.ts": "a reader catches it, and reads on without ranges",
  "lib/timeline/row.ts": "a mistake of the room's own",
  "lib/mirror/indexeddb_types.ts": "what the platform lacks",
};

Deno.test("lib/ makes errors of arguments by invalidArgument(), with a rule", async () => {
  const found: string[] = [];
  for (const path of await listSources("lib")) {
    if (/^lib\/(?:testing|cli)\/|\/validate\.ts$/.test(path)) continue;
    if (path in NO_ARGUMENTS) continue;
    const code = await readText(path);
    const own = code.matchAll(/new (?:Type|Range)Error\([^;]*/g);
    const rules = code.matchAll(
      /invalidArgument\(\s*[^,]+,\s*(?!["`](?:it must |\$\{))["`][^,]*/g,
    );
    for (const [text] of [...own, ...rules]) {
      found.push(`${path}: ${text.replaceAll(/\s+/g, " ")}`);
    }
  }
  assertEquals(found, []);
});

/** What makes errors of its own of what it is given, which names no argument. */
const PLATFORM =
  /new Intl\.\w+\((?!undefined)|\.toLocale\w+\(|new RegExp\((?!["'`/])|new Headers\(.|decodeURIComponent\(|\.toISOString\(|\batob\(|structuredClone\(/g;

/** The files that use such, and why no such error comes to a caller. */
const HANDLED: Readonly<Record<string, string>> = {
  "lib/util/time_zone.ts": "its error is caught, and one names the option",
  "lib/transport/options.ts": "its error is caught, as it may quote a secret",
  "lib/webhook/callback.ts": "its error is caught: it is another path",
  "lib/timeline/any_id.ts": "the date is checked before",
  "lib/mirror/deno_ndjson.ts": "its error is caught: it is another's file",
  "lib/log/format.ts": "the time is the clock's own",
};

Deno.test("lib/ hands no argument to the platform unchecked that makes an error of its own", async () => {
  const found: string[] = [];
  for (const path of await listSources("lib")) {
    if (/^lib\/(?:testing|cli)\//.test(path)) continue;
    const code = (await readText(path)).replaceAll(/^ *(?:\*|\/\/).*$/gm, "");
    if (code.match(PLATFORM)) found.push(path);
  }
  assertEquals(found, Object.keys(HANDLED).sort());
});
