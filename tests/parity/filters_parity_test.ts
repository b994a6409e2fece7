import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import {
  type Criteria,
  Filter,
  findOne,
  type Group,
  makeFilter,
  MultipleMatchesError,
  NoMatchesError,
  NotFound,
  parseShareUrl,
} from "@rxgroupme/client";
import { filter } from "rxjs";
import { world } from "../support/world.ts";
import {
  all,
  groupWorld,
  idsOf,
  last,
  lastRequest,
} from "./message_support.ts";
import { row } from "./row.ts";

/** Some groups, as they are listed. */
async function named(...names: string[]) {
  const here = world();
  for (const name of names) {
    const description = name === "Nes" ? "by the sea" : undefined;
    here.simulator.addGroup({ name, description });
  }
  const { groups } = here.client;
  return { ...here, groups, listed: await last(here, groups.list()) };
}

/** The names of groups, in the order of the alphabet. */
function namesOf(groups: readonly Group[]): (string | undefined)[] {
  return groups.map(({ name }) => name).toSorted();
}

row(
  "Filter",
  "new Filter<Group>(tests).filter(groups)",
  "Takes a function, too. A stream takes filter(new Filter(tests).passes).",
  async () => {
    const here = await named("Reef", "Nes", "Tide Pool");
    const from = new Filter<Group>({ name__ge: "R" });
    assertEquals(namesOf(from.filter(here.listed)), ["Reef", "Tide Pool"]);
    const found = here.groups.listAll().pipe(filter(from.passes));
    assertEquals(namesOf(await all(here, found)), ["Reef", "Tide Pool"]);
    const short = new Filter<Group>(({ name = "" }) => name.length < 4);
    assertEquals(namesOf(short.filter(here.listed)), ["Nes"]);
  },
);

row(
  "Filter.find",
  "makeFilter<Group>(tests).find(groups)",
  "Of a stream: groups.listAll().pipe(findOne(tests)).",
  async () => {
    const here = await named("Reef", "Nes", "Reef");
    const find = (name: string) =>
      makeFilter<Group>({ name }).find(here.listed);
    const found = find("Nes");
    assertEquals(found.name, "Nes");
    assertThrows(() => find("Tide"), NoMatchesError);
    assertThrows(() => find("Reef"), MultipleMatchesError);
    const one = here.groups.listAll().pipe(findOne({ name: "Nes" }));
    assertEquals((await last(here, one)).id, found.id);
  },
);

row(
  "Filter.passes",
  "makeFilter<Group>(tests).passes(group)",
  "Needs no this, so that it can be handed on.",
  async () => {
    const { listed } = await named("Reef", "Nes");
    const { passes } = makeFilter<Group>({ name: "Nes" });
    assertEquals(listed.filter(passes).map(({ name }) => name), ["Nes"]);
    assertEquals(listed.filter((it) => passes(it)).length, 1);
  },
);

row(
  "AttrTest",
  "Criteria<Group>",
  "One field of the tests; an attribute that holds nothing passes none.",
  async () => {
    const { listed } = await named("Reef", "Nes");
    const passed = (tests: Criteria<Group>) =>
      namesOf(makeFilter<Group>(tests).filter(listed));
    assertEquals(passed({ name__contains: "ee" }), ["Reef"]);
    assertEquals(passed({ name__contains: "e", name__ne: "Reef" }), ["Nes"]);
    const absent = { colour__ne: "red" } as unknown as Criteria<Group>;
    assertEquals(passed(absent), []);
  },
);

row(
  "utils.make_filter",
  "makeFilter<Group>({ name__contains: text })",
  "Names are ours: createdAt__lt. An operation that there is not is a TypeError.",
  async () => {
    const { listed, clock } = await named("Reef", "Nes");
    const passed = (tests: Criteria<Group>) =>
      namesOf(makeFilter<Group>(tests).filter(listed));
    assertEquals(passed({ name: "Reef" }), ["Reef"]);
    assertEquals(passed({ name__eq: "Nes" }), ["Nes"]);
    assertEquals(passed({ name__lt: "O" }), ["Nes"]);
    const now = new Date(clock.now() + 1);
    assertEquals(passed({ createdAt__lt: now }), ["Nes", "Reef"]);
    assertEquals(passed({ createdAt__gt: now }), []);
    const unknown = { name__like: "R" } as unknown as Criteria<Group>;
    assertThrows(() => makeFilter<Group>(unknown), TypeError, "like");
  },
);

row(
  "utils.parse_share_url",
  "parseShareUrl(shareUrl)",
  "An object; what is no such address is a TypeError.",
  async () => {
    const here = world();
    const group = here.simulator.addGroup();
    const { shareUrl } = await last(here, here.client.groups.get(group.id));
    assert(shareUrl);
    const { id: groupId, shareToken } = group;
    assertEquals(parseShareUrl(shareUrl), {
      groupId,
      shareToken: shareToken ?? "",
    });
    assertThrows(() => parseShareUrl("https://groupme.com/"), TypeError);
  },
);

row(
  "utils.get_rfc3339",
  "-",
  "The gallery takes Dates, and writes them so.",
  async () => {
    const here = groupWorld(100);
    const gallery = here.client.groups.gallery(here.group.id);
    const { created_at = 0 } = here.group.messageAt(49) ?? {};
    const when = new Date(created_at * 1000 + 120_250);
    const page = await last(here, gallery.listBefore(when, { limit: 1 }));
    assertEquals(idsOf(page), [here.group.idAt(49)]);
    const time = when.toISOString().replace(".250Z", ".2500Z");
    assertEquals(lastRequest(here).query.before, time);
  },
);

row(
  "utils.get_datetime",
  "-",
  "The accessors give Dates: createdAt, updatedAt.",
  async () => {
    const here = groupWorld(3);
    const group = await last(here, here.client.groups.get(here.group.id));
    const at = (n: number) =>
      new Date((here.group.messageAt(n)?.created_at ?? 0) * 1000);
    assertEquals([group.createdAt, group.updatedAt], [at(0), at(2)]);
    const [message] = await last(here, here.messages.list());
    assertEquals(message?.createdAt, at(2));
  },
);

row(
  "utils.urljoin",
  "-",
  "The session puts paths behind the baseUrls, whatever slash these end in.",
  async () => {
    for (const api of ["https://gate.invalid/v3", "https://gate.invalid/v3/"]) {
      const here = world({ baseUrls: { api } });
      const error = await assertRejects(
        () => last(here, here.client.groups.get("1")),
        NotFound,
      );
      assertEquals(error.request?.url, "https://gate.invalid/v3/groups/1");
    }
  },
);
