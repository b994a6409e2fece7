import {
  assert,
  assertEquals,
  assertFalse,
  assertInstanceOf,
  assertStrictEquals,
} from "@std/assert";
import * as groupme from "@rxgroupme/client";
import {
  ApiError,
  BadResponse,
  Conflict,
  CursorConflict,
  DeviceVerificationRequired,
  FindError,
  Forbidden,
  GroupMeError,
  InvalidJsonError,
  isGroupMeError,
  MissingMembershipError,
  MissingMetaError,
  MissingResponseError,
  MultipleMatchesError,
  NoMatchesError,
  NoResponse,
  NotFound,
  RateLimited,
  ResultsError,
  ResultsExpired,
  ResultsNotReady,
  StalledPager,
  Unauthorized,
} from "@rxgroupme/client";

const request = { method: "GET", url: "https://api.groupme.com/v3/x" };
const cause = new TypeError("fetch failed");

const byRequest: Record<
  string,
  [Kind: typeof GroupMeError, Parent: typeof GroupMeError]
> = {
  ApiError: [ApiError, GroupMeError],
  NoResponse: [NoResponse, ApiError],
  BadResponse: [BadResponse, ApiError],
  InvalidJsonError: [InvalidJsonError, BadResponse],
  MissingResponseError: [MissingResponseError, BadResponse],
  MissingMetaError: [MissingMetaError, BadResponse],
  Unauthorized: [Unauthorized, BadResponse],
  Forbidden: [Forbidden, BadResponse],
  NotFound: [NotFound, BadResponse],
  Conflict: [Conflict, BadResponse],
  RateLimited: [RateLimited, BadResponse],
  DeviceVerificationRequired: [DeviceVerificationRequired, BadResponse],
  ResultsError: [ResultsError, ApiError],
  ResultsNotReady: [ResultsNotReady, ResultsError],
  ResultsExpired: [ResultsExpired, ResultsError],
  StalledPager: [StalledPager, GroupMeError],
  CursorConflict: [CursorConflict, GroupMeError],
};

for (const [name, [Kind, Parent]] of Object.entries(byRequest)) {
  Deno.test(`${name} is a ${Parent.name}, and keeps what is known`, () => {
    const error = new Kind("Cannot GET /x: no", {
      request,
      status: 418,
      errors: ["no"],
      cause,
    });
    assertInstanceOf(error, Error);
    assertInstanceOf(error, GroupMeError);
    assertStrictEquals(Object.getPrototypeOf(Kind), Parent);
    // A literal, as bundlers rename classes.
    assertEquals(error.name, name);
    const { hint } = Kind;
    assertEquals(
      String(error),
      `${name}: Cannot GET /x: no${hint && `. ${hint}`}`,
    );
    assertEquals(error.request, request);
    assertEquals(error.status, 418);
    assertEquals(error.errors, ["no"]);
    assertStrictEquals(error.cause, cause);
  });
}

Deno.test("GroupMeError knows nothing where nothing is known", () => {
  const error = new GroupMeError("no");
  assertEquals(
    [error.request, error.status, error.errors],
    [undefined, undefined, []],
  );
  assertFalse("cause" in error);
});

Deno.test("BadResponse keeps the code, and how long to wait", () => {
  const details = { status: 429, code: 42900, retryAfter: 7_000 };
  for (const Kind of [BadResponse, RateLimited]) {
    const error = new Kind("no", details);
    assertEquals([error.code, error.retryAfter], [42900, 7_000]);
  }
});

Deno.test("MissingMembershipError names who is not in what", () => {
  const error = new MissingMembershipError("12", "34");
  assertInstanceOf(error, GroupMeError);
  assertEquals(error.name, "MissingMembershipError");
  assertEquals([error.groupId, error.userId], ["12", "34"]);
  assertEquals(
    error.message,
    "Cannot find the membership of user 34 in group 12. Refresh the group, or join it",
  );
});

Deno.test("FindError keeps what was searched, and by what", () => {
  const objects = [{ a: 1 }, { a: 1 }, { a: 2 }];
  const none = new NoMatchesError(objects, { a: 3 });
  const many = new MultipleMatchesError(objects, { a: 1 }, objects.slice(0, 2));
  for (const error of [none, many]) {
    assertInstanceOf(error, FindError);
    assertInstanceOf(error, GroupMeError);
    assertFalse(error instanceof ApiError);
    assertStrictEquals(error.objects, objects);
  }
  assertEquals([none.name, none.tests, none.matches], [
    "NoMatchesError",
    { a: 3 },
    [],
  ]);
  assertEquals(
    none.message,
    "Cannot find one: 0 of 3 match. Loosen the criteria",
  );
  assertEquals([many.name, many.tests, many.matches.length], [
    "MultipleMatchesError",
    { a: 1 },
    2,
  ]);
  assertEquals(
    many.message,
    "Cannot find one: 2 of 3 match. Tighten the criteria",
  );
});

Deno.test("every error that mod.ts exports is looked at here", () => {
  const exported = Object.entries(groupme)
    .filter(([, it]) =>
      typeof it === "function" && it.prototype instanceof Error
    )
    .map(([name]) => name);
  const own = [
    FindError,
    MissingMembershipError,
    MultipleMatchesError,
    NoMatchesError,
    GroupMeError,
  ].map(({ name }) => name);
  assertEquals(exported.sort(), [...own, ...Object.keys(byRequest)].sort());
});

Deno.test("GroupMeError says in its message what to do", () => {
  const words = "Cannot GET /v3/groups: status 401 unauthorized";
  const whole = `${words}. Check the token at dev.groupme.com`;
  assertEquals(new Unauthorized(words).message, whole);
  assertEquals(new Unauthorized(`${words}.`).message, whole);
  // As where an error is made again of one from another tab.
  assertEquals(new Unauthorized(whole).message, whole);
});

Deno.test("instanceof GroupMeError holds across two copies of the library", async () => {
  const path = "../lib/errors.ts?copy";
  const copy: typeof import("../lib/errors.ts") = await import(path);
  assertFalse(copy.NotFound === NotFound);
  const theirs = new copy.NotFound("no", { status: 404 });
  assertFalse(Object.getPrototypeOf(theirs) === NotFound.prototype);
  for (const Kind of [NotFound, BadResponse, ApiError, GroupMeError]) {
    assert(theirs instanceof Kind, Kind.name);
  }
  for (const Kind of [Forbidden, NoResponse, FindError]) {
    assertFalse(theirs instanceof Kind, Kind.name);
  }
  assert(isGroupMeError(theirs));
  assert(new NotFound("no") instanceof copy.BadResponse);
});

Deno.test("isGroupMeError() takes nothing else for one", () => {
  class Mine extends NotFound {}
  for (const it of [new GroupMeError("x"), new Mine("x")]) {
    assert(isGroupMeError(it));
  }
  assert(new Mine("x") instanceof Mine);
  assert(new Mine("x") instanceof NotFound);
  assertFalse(new NotFound("x") instanceof Mine);
  const others = [
    new Error("x"),
    { name: "GroupMeError", constructor: null },
    { constructor: { kind: "NotFound" } },
    Object.create(null),
    null,
    undefined,
    "GroupMeError",
  ];
  for (const it of others) assertFalse(isGroupMeError(it));
});
