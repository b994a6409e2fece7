import { assertEquals } from "@std/assert";
import { isAllSent } from "./in_page.js";
import { losePosts, said, send, standing, withFamily } from "./stage.ts";

Deno.test("examples/web sends what waits from one tab, and shows it in the others", async () => {
  await withFamily(async ({ group, page, context, simulator, problems }) => {
    await said(page, /./).first().waitFor();
    await losePosts(context);
    await send(page, "from the boat");
    await said(page, "from the boat").getByText("Waiting").waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await said(other, "from the boat").getByText("Waiting").waitFor();
    await context.unroute(/\/messages/);
    for (const tab of [page, other]) {
      await tab.waitForFunction(isAllSent);
      await said(tab, "from the boat").waitFor();
    }
    const posts = simulator.requests.filter(({ method, path }) =>
      method === "POST" && path.endsWith("/messages")
    );
    assertEquals(posts.length, 1);
    assertEquals(standing(group, "from the boat"), 1);
    assertEquals(problems, []);
  });
});

Deno.test("examples/web discards in all tabs what is discarded in one", async () => {
  await withFamily(async ({ group, page, context, problems }) => {
    await said(page, /./).first().waitFor();
    await losePosts(context);
    await send(page, "better not");
    await said(page, "better not").getByText("Waiting").waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    const row = said(other, "better not");
    await row.getByText("Waiting").waitFor();
    await row.getByRole("button", { name: "Discard" }).click();
    for (const tab of [page, other]) {
      await said(tab, "better not").waitFor({ state: "detached" });
    }
    assertEquals(standing(group, "better not"), 0);
    assertEquals(problems, []);
  });
});
