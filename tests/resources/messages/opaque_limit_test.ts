import { assertEquals } from "@std/assert";
import { lastValueFrom, toArray } from "rxjs";
import { world } from "../../support/world.ts";

Deno.test("Messages.listAll() outlasts a limit that a browser does not show", async () => {
  const { clock, simulator, client } = world({ simulator: { browser: true } });
  const group = simulator.addGroup({ history: 150 });
  simulator.fault({ status: 429, cors: false, forMs: 60_000 });
  const all = client.groups.messages(group.id).listAll().pipe(toArray());
  assertEquals((await clock.until(lastValueFrom(all))).length, 150);
});
