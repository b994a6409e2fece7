/**
 * Shows that msw does intercept. It belongs to the second run of the tests;
 * its name keeps it out of all others.
 *
 * @module
 */

import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";

Deno.test("msw intercepts what clients fetch, and each is answered by its own fetch", async () => {
  const names = ["Tide Pool", "Harbour"];
  const clients = names.map((name) => {
    const simulator = new GroupMeSimulator();
    simulator.addGroup({ name });
    const { fetch, token } = simulator;
    return new Client({ fetch, token });
  });
  const intercepted = globalThis.fetch;
  let count = 0;
  globalThis.fetch = (...args) => {
    count++;
    return intercepted(...args);
  };
  try {
    const lists = clients.map(({ groups }) => lastValueFrom(groups.list()));
    const groups = (await Promise.all(lists)).flat();
    assertEquals(groups.map(({ name }) => name), names);
    assertEquals(count, names.length);
  } finally {
    globalThis.fetch = intercepted;
  }
});
