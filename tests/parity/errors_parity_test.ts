import {
  assert,
  assertEquals,
  assertInstanceOf,
  assertNotMatch,
  assertRejects,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import {
  ApiError,
  BadResponse,
  FindError,
  findOne,
  type Group,
  GroupMeError,
  InvalidJsonError,
  makeFilter,
  MissingMembershipError,
  MissingMetaError,
  MissingResponseError,
  MultipleMatchesError,
  NoMatchesError,
  NoResponse,
  NotFound,
  ResultsError,
  ResultsExpired,
  ResultsNotReady,
} from "@rxgroupme/client";
import type { FaultOptions } from "@rxgroupme/client/testing";
import type { Observable } from "rxjs";
import { type World, world } from "../support/world.ts";
import { idsOf, last } from "./message_support.ts";
import { row } from "./row.ts";

/** What a command fails with; it has to be of the very class. */
async function failed<E extends Error>(
  here: World,
  command: Observable<unknown>,
  Kind: new (...args: never[]) => E,
): Promise<E> {
  const error = await assertRejects(() => last(here, command));
  assertInstanceOf(error, Kind);
  assertStrictEquals<unknown>(error.constructor, Kind);
  assertEquals(error.name, Kind.name);
  return error;
}

/** What the listing of groups fails with where something goes wrong. */
async function faulty<E extends Error>(
  fault: FaultOptions,
  Kind: new (...args: never[]) => E,
): Promise<{ error: E; attempts: number; here: World }> {
  const here = world();
  const handle = here.simulator.fault(fault);
  const error = await failed(here, here.client.groups.list(), Kind);
  return { error, attempts: handle.hits, here };
}

/** A world with groups of these names, and the groups as they are listed. */
async function named(...names: string[]) {
  const here = world();
  for (const name of names) here.simulator.addGroup({ name });
  const { groups } = here.client;
  return { here, groups, listed: await last(here, groups.list()) };
}

/** A former group, and what asking for its membership fails with. */
async function former() {
  const here = world();
  const { simulator, client } = here;
  const owner = simulator.addUser();
  const { id } = simulator.addGroup({ owner, members: [simulator.me] });
  await last(here, (await last(here, client.groups.get(id))).leave());
  const [group] = await last(here, client.groups.listFormer());
  assert(group);
  const command = group.getMembership();
  const error = await failed(here, command, MissingMembershipError);
  return { here, id, error };
}

/** A group, its memberships, and the request to add somebody to it. */
async function adding() {
  const here = world();
  const user = here.simulator.addUser();
  const group = here.simulator.addGroup();
  const memberships = here.client.groups.memberships(group.id);
  const request = await last(
    here,
    memberships.addMultiple({ nickname: "Mari", userId: user.id }),
  );
  return { here, memberships, request };
}

row(
  "GroupyError",
  "GroupMeError",
  "The root of all, arguments that make no sense aside (TypeError, RangeError).",
  async () => {
    const { error } = await faulty({ status: 400 }, BadResponse);
    assertInstanceOf(error, GroupMeError);
    assertInstanceOf(error, Error);
    const { listed } = await named("Reef");
    const none = makeFilter<Group>({ name: "Nes" });
    assertThrows(() => none.find(listed), GroupMeError);
    assertInstanceOf((await former()).error, GroupMeError);
  },
);

row(
  "GroupyError.message",
  "error.message",
  "Always there: what was attempted, and what went wrong.",
  async () => {
    const { error: refused } = await faulty({ status: 400 }, BadResponse);
    const { error: missing, id, here } = await former();
    assertEquals(
      [refused.message, missing.message],
      [
        "Cannot GET /v3/groups: status 400 simulated 400",
        `Cannot find the membership of user ${here.simulator.me.id} in group ${id}. Refresh the group, or join it`,
      ],
    );
  },
);

row(
  "ApiError",
  "ApiError",
  "A request did not end well: BadResponse, NoResponse or ResultsError.",
  async () => {
    const { error: refused } = await faulty({ status: 400 }, BadResponse);
    assertInstanceOf(refused, ApiError);
    const offline = { connectionError: true };
    const { error: silent } = await faulty(offline, NoResponse);
    assertInstanceOf(silent, ApiError);
    assert(!((await former()).error instanceof ApiError));
  },
);

row(
  "ApiError.message",
  "error.message",
  "Names the request; never a token.",
  async () => {
    const offline = { connectionError: true };
    const { error, here } = await faulty(offline, NoResponse);
    assert(error.message.startsWith("Cannot GET /v3/groups: "));
    assertNotMatch(error.message, new RegExp(here.simulator.token));
  },
);

row(
  "BadResponse",
  "BadResponse",
  "Has a class for each status: Unauthorized, Forbidden, NotFound, RateLimited ...",
  async () => {
    const { error } = await faulty({ status: 400 }, BadResponse);
    assertInstanceOf(error, ApiError);
    const here = world();
    const unknown = here.client.groups.get("1");
    assertInstanceOf(await failed(here, unknown, NotFound), BadResponse);
  },
);

row(
  "BadResponse.response",
  "error.status, error.errors, error.code",
  "The content of the answer; the Response itself is read to its end.",
  async () => {
    const errors = ["name is too long", "really"];
    const fault = { status: 400, errors, code: 40001 };
    const { error } = await faulty(fault, BadResponse);
    assertEquals([error.status, error.errors, error.code], [
      400,
      errors,
      40001,
    ]);
  },
);

row(
  "BadResponse.message",
  "error.message",
  "Names the request and the status, in GroupMe's words.",
  async () => {
    const fault = { status: 400, errors: ["name is too long"] };
    const { error } = await faulty(fault, BadResponse);
    assertEquals(
      error.message,
      "Cannot GET /v3/groups: status 400 name is too long",
    );
  },
);

row(
  "InvalidJsonError",
  "InvalidJsonError",
  "Comes after five attempts.",
  async () => {
    const broken = { truncate: "text" } as const;
    const { error, attempts } = await faulty(broken, InvalidJsonError);
    assertInstanceOf(error, BadResponse);
    assertEquals([error.status, attempts], [200, 5]);
  },
);

row(
  "MissingMetaError",
  "MissingMetaError",
  "Something else than GroupMe answered. Comes after five attempts.",
  async () => {
    const bare = { status: 200, body: '{"hello":1}' };
    const { error, attempts } = await faulty(bare, MissingMetaError);
    assertInstanceOf(error, BadResponse);
    assertEquals([error.status, attempts], [200, 5]);
  },
);

row(
  "MissingResponseError",
  "MissingResponseError",
  "Comes after five attempts.",
  async () => {
    const body = '{"meta":{"code":200}}';
    const { error, attempts } = await faulty(
      { status: 200, body },
      MissingResponseError,
    );
    assertInstanceOf(error, BadResponse);
    assertEquals([error.status, attempts], [200, 5]);
    await faulty({ emptyBody: true }, MissingResponseError);
  },
);

row(
  "NoResponse",
  "NoResponse",
  "Comes after five attempts.",
  async () => {
    const offline = { connectionError: true };
    const { error, attempts } = await faulty(offline, NoResponse);
    assertInstanceOf(error, ApiError);
    assertEquals([error.status, attempts], [undefined, 5]);
  },
);

row(
  "NoResponse.request",
  "error.request",
  "The method and the address, on every error of a request.",
  async () => {
    const offline = { connectionError: true };
    const { error } = await faulty(offline, NoResponse);
    assertEquals(error.request?.method, "GET");
    const { pathname, searchParams } = new URL(error.request?.url ?? "");
    assertEquals(pathname, "/v3/groups");
    assertEquals(searchParams.has("token"), false);
    const { error: refused } = await faulty({ status: 400 }, BadResponse);
    assertEquals(refused.request, error.request);
  },
);

row(
  "NoResponse.message",
  "error.message",
  "Names the request; what fetch said is error.cause.",
  async () => {
    const offline = { connectionError: true };
    const { error } = await faulty(offline, NoResponse);
    assert(error.message.startsWith("Cannot GET /v3/groups: "));
    assertInstanceOf(error.cause, Error);
    assertEquals(error.cause.name, "TypeError");
  },
);

row(
  "FindError",
  "FindError",
  "NoMatchesError or MultipleMatchesError.",
  async () => {
    const { here, groups, listed } = await named("Reef", "Reef");
    for (const name of ["Reef", "Nes"]) {
      const find = () => makeFilter<Group>({ name }).find(listed);
      assertThrows(find, FindError);
      const command = groups.listAll().pipe(findOne({ name }));
      await assertRejects(() => last(here, command), FindError);
    }
  },
);

row(
  "FindError.objects",
  "error.objects",
  "",
  async () => {
    const { listed } = await named("Reef", "Tide Pool");
    const find = () => makeFilter<Group>({ name: "Nes" }).find(listed);
    const error = assertThrows(find, FindError);
    assert(listed.length === 2 && error.objects.length === 2);
    assert(error.objects.every((group, n) => group === listed[n]));
  },
);

row(
  "FindError.tests",
  "error.tests",
  "The tests as they were given.",
  async () => {
    const { listed } = await named("Reef");
    const tests = { name: "Nes" };
    const find = () => makeFilter<Group>(tests).find(listed);
    assertStrictEquals(assertThrows(find, FindError).tests, tests);
  },
);

row(
  "FindError.matches",
  "error.matches",
  "Empty where there are none.",
  async () => {
    const { listed } = await named("Reef", "Nes", "Reef");
    const find = (name: string) => () =>
      makeFilter<Group>({ name }).find(listed);
    const { matches } = assertThrows(find("Reef"), FindError);
    assertEquals(
      idsOf(matches as Group[]),
      idsOf(listed.filter(({ name }) => name === "Reef")),
    );
    assertEquals(matches.length, 2);
    assertEquals(assertThrows(find("Tide"), FindError).matches, []);
  },
);

row(
  "MultipleMatchesError",
  "MultipleMatchesError",
  "From findOne() it has the first two, as it asks for no more.",
  async () => {
    const { here, groups } = await named("Reef", "Nes", "Reef", "Reef");
    const command = groups.listAll().pipe(findOne({ name: "Reef" }));
    const error = await failed(here, command, MultipleMatchesError);
    assertInstanceOf(error, FindError);
    assertEquals(error.matches.length, 2);
  },
);

row(
  "NoMatchesError",
  "NoMatchesError",
  "",
  async () => {
    const { here, groups } = await named("Reef", "Nes");
    const command = groups.listAll().pipe(findOne({ name: "Tide Pool" }));
    const error = await failed(here, command, NoMatchesError);
    assertInstanceOf(error, FindError);
    assertEquals([error.objects.length, error.matches.length], [2, 0]);
  },
);

row(
  "MissingMembershipError",
  "MissingMembershipError",
  "",
  async () => {
    const { error } = await former();
    assertInstanceOf(error, GroupMeError);
  },
);

row(
  "MissingMembershipError.group_id",
  "error.groupId",
  "",
  async () => {
    const { error, id } = await former();
    assertEquals(error.groupId, id);
  },
);

row(
  "MissingMembershipError.user_id",
  "error.userId",
  "",
  async () => {
    const { error, here } = await former();
    assertEquals(error.userId, here.simulator.me.id);
  },
);

row(
  "ResultsError",
  "ResultsError",
  "ResultsNotReady or ResultsExpired.",
  async () => {
    const { here, memberships, request } = await adding();
    for (const id of [request.resultsId, "none"]) {
      const command = memberships.check(id);
      const error = await assertRejects(
        () => last(here, command),
        ResultsError,
      );
      assertInstanceOf(error, ApiError);
    }
  },
);

row(
  "ResultsError.response",
  "error.status, error.errors, error.cause",
  "The cause is the BadResponse of the answer.",
  async () => {
    const { here, memberships, request } = await adding();
    const command = memberships.check(request.resultsId);
    const error = await failed(here, command, ResultsNotReady);
    assertEquals(error.status, 503);
    assertEquals(error.errors, ["results are not ready"]);
    assertInstanceOf(error.cause, BadResponse);
  },
);

row(
  "ResultsExpired",
  "ResultsExpired",
  "",
  async () => {
    const { here, memberships, request } = await adding();
    await here.clock.advance(2_000);
    const members = await last(here, memberships.check(request.resultsId));
    assertEquals(members.length, 1);
    await here.clock.advance(3_600_000);
    const command = memberships.check(request.resultsId);
    const error = await failed(here, command, ResultsExpired);
    assertInstanceOf(error, ResultsError);
    assertEquals(error.status, 404);
  },
);

row(
  "ResultsNotReady",
  "ResultsNotReady",
  "",
  async () => {
    const { here, memberships, request } = await adding();
    const command = memberships.check(request.resultsId);
    const error = await failed(here, command, ResultsNotReady);
    assertInstanceOf(error, ResultsError);
    await here.clock.advance(2_000);
    assertEquals((await last(here, command)).length, 1);
  },
);
