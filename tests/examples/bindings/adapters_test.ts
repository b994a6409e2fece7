import { assertEquals } from "@std/assert";
import { fileURLToPath } from "node:url";
import { bundleProgram } from "../../../_tools/build/bundle.ts";
import { root } from "../../../_tools/deno.ts";
import { withPage } from "../../support/page.ts";

const ADAPTERS = fileURLToPath(
  new URL("examples/bindings/platform/adapters.ts", root),
);

/** Takes values through the platform's Observable and back, and leaves. */
const PROGRAM = `
  import { Subject } from "rxjs";
  import { fromNative, toNative } from ${JSON.stringify(ADAPTERS)};
  globalThis.play = () => {
    const source = new Subject();
    const native = toNative(source);
    const there = [];
    const back = [];
    const end = new AbortController();
    native.subscribe((it) => there.push(it), { signal: end.signal });
    const subscription = fromNative(native).subscribe({
      next: (it) => back.push(it),
      error: (error) => back.push(error.message),
      complete: () => back.push("complete"),
    });
    source.next(1);
    source.next(2);
    end.abort();
    source.next(3);
    subscription.unsubscribe();
    const isLeft = !source.observed;
    fromNative(toNative(source)).subscribe({
      error: (error) => back.push(error.message),
    });
    source.error(new Error("over"));
    return { isNative: native instanceof Observable, there, back, isLeft };
  };
`;

Deno.test("toNative() and fromNative() lead into the platform's Observable and back, in Chromium", async () => {
  const { outputFiles } = await bundleProgram(PROGRAM, "inside");
  const { stop } = await import("esbuild");
  await stop();
  const script = outputFiles[0]?.text ?? "";
  await withPage({ "/app.js": script }, async ({ page }) => {
    await page.addScriptTag({ url: "/app.js", type: "module" });
    await page.waitForFunction("typeof play === 'function'");
    const seen = await page.evaluate("play()");
    assertEquals(seen, {
      isNative: true,
      there: [1, 2],
      back: [1, 2, 3, "over"],
      isLeft: true,
    });
  });
});
