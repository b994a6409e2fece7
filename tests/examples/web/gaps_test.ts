import { assert, assertEquals } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import { numbersIn } from "./in_page.js";
import { open, said, withApp } from "./stage.ts";

/** Whether nothing is left out. */
const isWhole = (numbers: readonly number[]) =>
  numbers.every((it, i) => i === 0 || it === numbers[i - 1]! + 1);

Deno.test("examples/web says where messages are missing, and loads them when asked", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = simulator.addGroup({
      name: "Family",
      members: 1,
      history: { count: 20, isVaried: false, text: (i) => `before ${i}.` },
    });
    group.setUnread(4);
  }, async ({ page, context, simulator, problems }) => {
    // A browser that is said to be offline lets open sockets be.
    await page.routeWebSocket(/./, (socket) => socket.close());
    await page.reload();
    const badge = page.getByLabel("4 unread messages");
    await badge.waitFor();
    await open(page, /Family/);
    await said(page, "before 19.").waitFor();
    // What is seen is known then, and stays.
    await badge.waitFor({ state: "detached" });
    await context.setOffline(true);
    await page.getByRole("status").filter({ hasText: "Offline" }).waitFor();
    // More than is caught up with.
    for (let i = 0; i < 450; i++) {
      simulator.inject(group!, { text: `missed ${i}.` });
    }
    await context.setOffline(false);
    const log = page.getByRole("log", { name: "Messages" });
    const gap = log.getByText("Messages are missing here");
    await gap.waitFor();
    const before = await log.evaluate(numbersIn);
    assert(before.length < 450, `${before.length} messages`);
    assert(before[0] !== 0 || !isWhole(before), `${before}`);

    const fault = simulator.fault({
      status: 400,
      match: { method: "GET", path: /\/messages/ },
    });
    await gap.getByRole("button", { name: "Load them" }).click();
    await gap.getByRole("button", { name: "Try again" }).waitFor();
    fault.remove();
    // While it loads, it says so.
    let goOn = () => {};
    const held = new Promise<void>((resolve) => goOn = resolve);
    await page.route(/\/messages\?.*after_id/, async (route) => {
      await held;
      await route.continue();
    });
    await gap.getByRole("button", { name: "Try again" }).click();
    const loading = gap.getByRole("button", { name: "Loading…" });
    await loading.waitFor();
    assert(await loading.isDisabled());
    goOn();
    await gap.waitFor({ state: "detached" });
    const filled = await log.evaluate(numbersIn);
    assert(isWhole(filled) && filled[0] === 0, `${filled}`);
    await page.getByRole("button", { name: "New messages" }).click();
    await said(page, "missed 449.").waitFor();
    assertEquals(problems, []);
  });
});
