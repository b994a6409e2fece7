import { assert, assertEquals } from "@std/assert";
import type {
  GroupMeSimulator,
  SimulatedGroup,
} from "@rxgroupme/client/testing";
import { isAtEnd, numbersIn, scrollTo } from "./in_page.js";
import {
  holdRequests,
  keptSoon,
  open,
  said,
  type WebStage,
  withApp,
} from "./stage.ts";

/** Whether nothing is left out. */
const isWhole = (numbers: readonly number[]) =>
  numbers.every((it, i) => i === 0 || it === numbers[i - 1]! + 1);

/** Adds a group in which little was said. */
function addFamily(simulator: GroupMeSimulator): SimulatedGroup {
  return simulator.addGroup({
    name: "Family",
    members: 1,
    history: { count: 20, isVaried: false, text: (i) => `before ${i}.` },
  });
}

/** Lets more be said while the network is away than is caught up with. */
async function missMuch(
  { page, context, simulator }: WebStage,
  group: SimulatedGroup,
): Promise<void> {
  await context.setOffline(true);
  await page.getByRole("status").filter({ hasText: "Offline" }).waitFor();
  for (let i = 0; i < 450; i++) {
    simulator.inject(group, { text: `missed ${i}.` });
  }
  await context.setOffline(false);
}

Deno.test("examples/web shows the newest after a long absence to whoever was at the end", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = addFamily(simulator);
  }, async (stage) => {
    const { page, problems } = stage;
    // A browser that is said to be offline lets open sockets be.
    await page.routeWebSocket(/./, (socket) => socket.close());
    await page.reload();
    await open(page, /Family/);
    await said(page, "before 19.").waitFor();
    await page.waitForFunction(isAtEnd);
    await missMuch(stage, group!);
    await said(page, "missed 449.").waitFor();
    await page.waitForFunction(isAtEnd);
    // Nothing is left out: what came before is loaded when it is scrolled to.
    const log = page.getByRole("log", { name: "Messages" });
    const end = Date.now() + 60_000;
    while (!(await log.evaluate(numbersIn)).includes(0)) {
      assert(Date.now() < end, "the first that was missed does not come");
      await log.evaluate(scrollTo, 0);
    }
    const numbers = await log.evaluate(numbersIn);
    assert(isWhole(numbers), `${numbers}`);
    assertEquals(await log.getByText("Messages are missing").count(), 0);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web says where messages are missing, and loads them when asked", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = addFamily(simulator);
    group.setUnread(4);
  }, async (stage) => {
    const { page, simulator, problems } = stage;
    // A browser that is said to be offline lets open sockets be.
    await page.routeWebSocket(/./, (socket) => socket.close());
    await page.reload();
    const badge = page.getByLabel("4 unread messages");
    await badge.waitFor();
    await open(page, /Family/);
    await said(page, "before 19.").waitFor();
    // What is seen is known then, and stays.
    await badge.waitFor({ state: "detached" });
    const log = page.getByRole("log", { name: "Messages" });
    // Whoever reads older ones stays there.
    await log.evaluate(scrollTo, 0);
    await page.getByRole("button", { name: "New messages" }).waitFor();
    await missMuch(stage, group!);
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
    const goOn = await holdRequests(page, /\/messages\?.*after_id/);
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

Deno.test("examples/web shows what was written since a conversation was last open", async () => {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = addFamily(simulator);
  }, async ({ page, simulator, problems }) => {
    await open(page, /Family/);
    await said(page, "before 19.").waitFor();
    await keptSoon(page, "before 19.");
    await page.goto("about:blank");
    for (let i = 0; i < 5; i++) {
      simulator.inject(group!, { text: `missed ${i}.` });
    }
    await page.goBack();
    await said(page, "missed 4.").waitFor();
    const log = page.getByRole("log", { name: "Messages" });
    assertEquals(await log.evaluate(numbersIn), [0, 1, 2, 3, 4]);
    assertEquals(problems, []);
  });
});
