import type { Page } from "playwright-core";
import { withChromium } from "./chromium.ts";
import { Loopback } from "./loopback.ts";
import { within } from "./within.ts";

/** How long whatever a page is opened for may take, in ms. */
const LIMIT = 300_000;

/** Scripts by their paths, and under "/" the page, which is else an empty one. */
export type Files = Readonly<Record<string, string>>;

/** A page in a browser, and which browser it is. */
export interface Opened {
  readonly page: Page;
  readonly version: string;
}

/**
 * Opens a page of loopback in Chromium while `use` lasts.
 *
 * @param files What it consists of.
 * @throws {AggregateError} When the page leaves an error uncaught.
 */
export async function withPage<T>(
  files: Files,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  await using server = new Loopback((request) => serve(files, request));
  return await withChromium(async (browser) => {
    const page = await browser.newPage();
    const uncaught: Error[] = [];
    page.on("pageerror", (error) => uncaught.push(error));
    await page.goto(server.origin);
    const opened = { page, version: browser.version() };
    const result = await within(LIMIT, "The page in Chromium", use(opened));
    if (uncaught.length > 0) throw new AggregateError(uncaught);
    return result;
  });
}

function serve(files: Files, request: Request): Response {
  const { pathname } = new URL(request.url);
  const all: Files = { "/": "<!doctype html>", ...files };
  const { [pathname]: text } = all;
  if (text === undefined) return new Response(null, { status: 404 });
  const type = pathname === "/" ? "text/html" : "text/javascript";
  return new Response(text, { headers: { "content-type": type } });
}
