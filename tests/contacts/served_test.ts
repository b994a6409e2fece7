import { assert, assertEquals } from "@std/assert";
import { contacts } from "@rxgroupme/client/contacts";
import { toArray } from "rxjs";
import { ServedSimulator } from "../support/served_simulator.ts";

Deno.test("Contacts lists, shows and removes people of a served simulator", async () => {
  await using served = await ServedSimulator.start();
  const people = contacts(served.client);
  const all = () => served.first(people.listAll().pipe(toArray()));
  const [first, ...others] = await all();
  assert(first && others.length > 0);
  const { userId, name } = first;
  const profile = await served.first(people.profile(userId));
  assertEquals([profile.userId, profile.name], [userId, name]);
  assert(profile.sharedGroups.length > 0);
  assertEquals(await served.first(people.remove(userId)), true);
  assertEquals(
    (await all()).map((it) => it.userId),
    others.map((it) => it.userId),
  );
  const { direct, received, sent } = await served.first(people.requests());
  assertEquals([direct, received, sent], [[], [], []]);
});
