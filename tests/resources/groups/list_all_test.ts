import { assertEquals } from "@std/assert";
import { leave } from "@rxgroupme/client";
import { concatMap, lastValueFrom, toArray } from "rxjs";
import { world } from "../../support/world.ts";

for (const perPage of [2, 3, 9, 100]) {
  Deno.test(`Groups.listAll() of a list that shrinks as it is read misses none, ${perPage} a page`, async () => {
    for (const isPaced of [true, false]) {
      const { clock, simulator, client } = world();
      const owner = simulator.addUser({ name: "Teo" });
      for (let i = 0; i < 9; i++) {
        simulator.addGroup({ owner, members: [simulator.me] });
      }
      const groups = client.groups.listAll({ perPage });
      const left = isPaced
        ? groups.pipe(leave())
        : groups.pipe(concatMap((group) => group.leave()));
      const results = await clock.until(lastValueFrom(left.pipe(toArray())));
      assertEquals(results.length, 9);
      assertEquals(await lastValueFrom(client.groups.list()), []);
    }
  });
}
