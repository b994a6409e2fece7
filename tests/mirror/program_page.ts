import { assert } from "@std/assert";
import type { Page } from "playwright-core";
import { bundleProgram } from "../../_tools/build/bundle.ts";
import { withPage } from "../support/page.ts";

/** Opens a page whose program has put `run()` into place, while `use` lasts. */
export async function withProgram(
  program: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const { outputFiles: [file] } = await bundleProgram(program, "inside");
  assert(file);
  const page =
    '<!doctype html><script type="module" src="/program.js"></script>';
  await withPage(
    { "/": page, "/program.js": file.text },
    async ({ page }) => {
      await page.waitForFunction("globalThis.run !== undefined");
      await use(page);
    },
  );
}
