import { assert, assertEquals } from "@std/assert";
import { contacts } from "@rxgroupme/client/contacts";
import { firstValueFrom, lastValueFrom, type Observable, toArray } from "rxjs";
import { ServedSimulator } from "../support/served_simulator.ts";
import { within } from "../support/within.ts";

/** More than an answer needs, in ms. */
const LIMIT = 20_000;

Deno.test("Contacts lists, shows and removes people of a served simulator", async () => {
  await using served = await ServedSimulator.start();
  const people = contacts(served.client);
  const ask = <T>(source: Observable<T>) =>
    within(LIMIT, "an answer", firstValueFrom(source));
  const all = () =>
    within(LIMIT, "a list", lastValueFrom(people.listAll().pipe(toArray())));
  const [first, ...others] = await all();
  assert(first && others.length > 0);
  const { userId, name } = first;
  const profile = await ask(people.profile(userId));
  assertEquals([profile.userId, profile.name], [userId, name]);
  assert(profile.sharedGroups.length > 0);
  assertEquals(await ask(people.remove(userId)), true);
  assertEquals(
    (await all()).map((it) => it.userId),
    others.map((it) => it.userId),
  );
  const { direct, received, sent } = await ask(people.requests());
  assertEquals([direct, received, sent], [[], [], []]);
});
