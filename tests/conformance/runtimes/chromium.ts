import type { Venue } from "../play.ts";
import { withPage } from "../../support/page.ts";
import { type Played, script } from "./runtime.ts";

/** Plays the suite in a page whose origin is not that of the stages. */
export async function inChromium(venue: Venue): Promise<Played> {
  const files = { "/play.js": await script("play.ts") };
  return withPage(files, async ({ page, version }) => {
    const outcomes: Played["outcomes"] = await page.evaluate(
      `import("/play.js").then(({ play }) =>
        play(${JSON.stringify(venue)}, localStorage))`,
    );
    return { version, outcomes };
  });
}
