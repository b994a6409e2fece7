import { assertEquals } from "@std/assert";
import { withChromium } from "../support/chromium.ts";
import { Loopback } from "../support/loopback.ts";
import { within } from "../support/within.ts";
import { Consumer } from "./consumer.ts";
import { works } from "./shared/outcome.ts";

const TYPES: Readonly<Record<string, string>> = {
  html: "text/html",
  js: "text/javascript",
};

/** Answers with a file of a directory. */
async function serve(dir: string, { url }: Request): Promise<Response> {
  const { pathname } = new URL(url);
  const path = pathname === "/" ? "/index.html" : pathname;
  try {
    const headers = {
      "content-type": TYPES[path.split(".").at(-1) ?? ""] ?? "",
    };
    return new Response(await Deno.readFile(dir + path), { headers });
  } catch {
    return new Response(null, { status: 404 });
  }
}

Deno.test("the package compiles in a Vite app and works in Chromium", async () => {
  await using consumer = await Consumer.make("vite");
  await consumer.compile();
  await consumer.run("npx", "vite", "build", "vite");
  await using server = new Loopback((it) =>
    serve(`${consumer.dir}/vite/dist`, it)
  );
  await withChromium(async (browser) => {
    const page = await browser.newPage();
    await page.goto(server.origin);
    const outcome = page.evaluate("outcome");
    assertEquals(await within(60_000, "The page", outcome), works);
  });
});
