import { npmPackage } from "../../support/npm.ts";
import type { Venue } from "../play.ts";
import { withPage } from "../../support/page.ts";
import { type Played, script } from "./runtime.ts";

/**
 * Plays the suite in a page whose requests a service worker of msw takes, less
 * what that one cannot show.
 */
export async function inMsw({ desertedUrl }: Venue): Promise<Played> {
  const { version, path } = await npmPackage("msw");
  const worker = await Deno.readTextFile(`${path}/lib/mockServiceWorker.js`);
  const files = {
    "/play.js": await script("runtimes/msw_page.ts"),
    "/mockServiceWorker.js": worker,
  };
  return withPage(files, async ({ page }) => {
    const outcomes: Played["outcomes"] = await page.evaluate(
      `import("/play.js").then(({ play }) => play("${desertedUrl}"))`,
    );
    return { version, outcomes };
  });
}
