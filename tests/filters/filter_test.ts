import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type Criteria,
  Filter,
  findOne,
  type Group,
  makeFilter,
  type Member,
  MultipleMatchesError,
  NoMatchesError,
} from "@rxgroupme/client";
import { filter, from, lastValueFrom, toArray } from "rxjs";
import { world } from "../support/world.ts";

/** Something with an accessor of each sort. */
class Boat {
  readonly #name?: string;
  constructor(
    readonly id: string,
    name?: string,
    readonly length?: number,
    readonly built?: Date,
    readonly ports: readonly string[] = [],
    readonly afloat = true,
  ) {
    this.#name = name;
  }
  get name(): string | undefined {
    return this.#name;
  }
  sink(): void {}
}

const eider = new Boat("99", "Eider", 7.5, new Date("1998-04-01"), ["Nes"]);
const tern = new Boat("100", "Little Tern", 12, new Date("2011-06-30"));
const wreck = new Boat("7", undefined, undefined, undefined, [], false);
const boats = [eider, tern, wreck];

const cases: [Criteria<Boat>, Boat[]][] = [
  [{}, boats],
  [{ name: "Eider" }, [eider]],
  [{ name__eq: "Eider" }, [eider]],
  [{ name__ne: "Eider" }, [tern]],
  [{ name__contains: "Tern" }, [tern]],
  [{ name__lt: "F" }, [eider]],
  [{ length__lt: 12 }, [eider]],
  [{ length__le: 12 }, [eider, tern]],
  [{ length__gt: 7.5 }, [tern]],
  [{ length__ge: 7.5, length__lt: 8 }, [eider]],
  [{ built: new Date("1998-04-01") }, [eider]],
  [{ built__ne: new Date("1998-04-01") }, [tern]],
  [{ built__gt: new Date("2000-01-01") }, [tern]],
  [{ ports__contains: "Nes" }, [eider]],
  [{ afloat: false }, [wreck]],
  // As ids, not as texts, where "100" is less than "99".
  [{ id__gt: "99" }, [tern]],
  [{ id__le: "99" }, [eider, wreck]],
  [{ id: "099" }, []],
];

for (const [tests, expected] of cases) {
  Deno.test(`makeFilter(${JSON.stringify(tests)}) passes ${expected.length}`, () => {
    const names = ({ id }: Boat) => id;
    assertEquals(
      makeFilter<Boat>(tests).filter(boats).map(names),
      expected.map(names),
    );
  });
}

Deno.test("makeFilter() takes a function", () => {
  const long = makeFilter<Boat>(({ length = 0 }) => length > 10);
  assertEquals(long.filter(boats), [tern]);
});

Deno.test("makeFilter() compares no number to a text", () => {
  const tests = { length__lt: "9", length__ne: "x" } as unknown;
  assertEquals(makeFilter<Boat>(tests as Criteria<Boat>).filter(boats), []);
  const unequal = { length__ne: "12" } as unknown as Criteria<Boat>;
  assertEquals(makeFilter<Boat>(unequal).filter(boats), [eider, tern]);
});

Deno.test("makeFilter() refuses what it cannot do", () => {
  const refuse = (tests: unknown, message: string) =>
    assertThrows(
      () => makeFilter<Boat>(tests as Criteria<Boat>),
      TypeError,
      message,
    );
  refuse(
    { name__like: "E" },
    "Cannot use 'name__like': it must end in one of ",
  );
  refuse(
    { name__toString: "E" },
    'it must end in one of lt, le, eq, ne, ge, gt, contains, got "toString"',
  );
  refuse(
    { name: undefined },
    "Cannot use 'name': it must be compared to a value, got undefined",
  );
  refuse(
    { name__eq: null },
    "Cannot use 'name__eq': it must be compared to a value, got null",
  );
});

Deno.test("makeFilter() finds no match where there is no such accessor", () => {
  const tests = { colour: "red" } as unknown as Criteria<Boat>;
  assertEquals(makeFilter<Boat>(tests).filter(boats), []);
});

Deno.test("Filter.passes() can be handed on", async () => {
  const { passes } = new Filter<Boat>({ afloat: true });
  const found = from(boats).pipe(filter(passes), toArray());
  assertEquals(await lastValueFrom(found), [eider, tern]);
});

Deno.test("Filter.find() gives the only match", () => {
  assertEquals(makeFilter<Boat>({ name: "Eider" }).find(new Set(boats)), eider);
});

Deno.test("Filter.find() fails without a match", () => {
  const tests: Criteria<Boat> = { name: "Skua" };
  const error = assertThrows(
    () => makeFilter<Boat>(tests).find(boats),
    NoMatchesError,
  );
  assertEquals(error.objects, boats);
  assertEquals(error.tests, tests);
  assertEquals(error.matches, []);
});

Deno.test("Filter.find() fails with several matches, and has all of them", () => {
  const error = assertThrows(
    () => makeFilter<Boat>({ id__ge: "0" }).find(boats),
    MultipleMatchesError,
  );
  assertEquals(error.matches, boats);
});

Deno.test("makeFilter() tests groups and members by their accessors", async () => {
  const { client, simulator } = world();
  const { id } = simulator.addGroup({ name: "Tide Pool", members: 3 });
  const group = await lastValueFrom(client.groups.get(id));
  const tests: Criteria<Group> = {
    name__contains: "Tide",
    createdAt__le: new Date(group.createdAt!),
    id__eq: id,
  };
  assert(makeFilter<Group>(tests).passes(group));
  const owner = makeFilter<Member>({ roles__contains: "owner" });
  assertEquals(owner.find(group.members).userId, simulator.me.id);
});

Deno.test("makeFilter() finds nothing equal to what compares with nothing", () => {
  const at = new Date(0);
  const things = [{ at, size: 1 }, { at: new Date(NaN), size: NaN }];
  const invalid = new Date(NaN);
  for (const tests of [{ at: invalid }, { at__ge: invalid }, { size: NaN }]) {
    assertEquals(makeFilter<typeof things[number]>(tests).filter(things), []);
  }
  assertEquals(
    makeFilter<typeof things[number]>({ at }).filter(things).length,
    1,
  );
});

Deno.test("makeFilter() takes the last word of a key alone for the operation", () => {
  const tests: object = { size__eq__contains: 1 };
  assertEquals(makeFilter<object>({ ...tests }).filter([{ size: 1 }]), []);
});

for (
  const [what, name, typed] of [
    ["a space behind", "Family ", "Family"],
    ["a space before", " Family", "Family"],
    ["a no-break space", "Family\u00a0Trip", "Family Trip"],
    ["two spaces", "Family  Trip", "Family Trip"],
    ["a line end", "Family\nTrip", "Family Trip"],
    ["NFD there, NFC typed", "Cafe\u0301", "Café"],
    ["NFC there, NFD typed", "Café", "Cafe\u0301"],
  ] as const
) {
  Deno.test(`Filter.find() and findOne() find a name as people type it: ${what}`, async () => {
    const [one, other] = [new Boat("1", name), new Boat("2", "Other")];
    const found = makeFilter<Boat>({ name: typed }).find([other, one]);
    assertEquals(found, one);
    const streamed = from([one, other]).pipe(findOne({ name: typed }));
    assertEquals(await lastValueFrom(streamed), one);
    // The very name goes first, wherever it stands.
    const same = new Boat("3", typed);
    for (const boats of [[same, one], [one, same]]) {
      assertEquals(makeFilter<Boat>({ name: typed }).find(boats), same);
      const first = from(boats).pipe(findOne({ name: typed }));
      assertEquals(await lastValueFrom(first), same);
    }
    // Where two fit and none passes, it is not known which is meant.
    assertThrows(
      () => makeFilter<Boat>({ name: typed }).find([one, one]),
      MultipleMatchesError,
    );
    await assertRejects(
      () => lastValueFrom(from([one, one]).pipe(findOne({ name: typed }))),
      MultipleMatchesError,
    );
    assertEquals(makeFilter<Boat>({ name: typed }).filter([one]), []);
  });
}
