import { chromium, type LaunchOptions, type Page } from "playwright-core";
import { command, pinned } from "../../../.ci/deno.ts";
import { Loopback } from "../../support/loopback.ts";
import { within } from "../../support/within.ts";
import { LIMIT } from "./runtime.ts";

/** Files of a page, by their paths; the page itself is empty. */
export type Files = Readonly<Record<string, string>>;

/** A page in a browser, and which browser it is. */
export interface Opened {
  readonly page: Page;
  readonly version: string;
}

/** Not even by mistake is anything off this machine asked. */
const LOOPBACK_ONLY =
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/**
 * Opens a page of loopback in Chromium while `use` lasts.
 *
 * @param files Scripts that the page can import.
 * @throws {AggregateError} When the page leaves an error uncaught.
 */
export async function withPage<T>(
  files: Files,
  use: (opened: Opened) => Promise<T>,
): Promise<T> {
  await using server = new Loopback((request) => serve(files, request));
  const dir = await Deno.makeTempDir({ prefix: "chromium-" });
  try {
    const browser = await chromium.launch({
      // As root, and in a container, there is no sandbox.
      args: ["--no-sandbox", "--no-zygote", LOOPBACK_ONLY],
      timeout: 60_000,
      ...await executable(dir),
    });
    try {
      const page = await browser.newPage();
      const uncaught: Error[] = [];
      page.on("pageerror", (error) => uncaught.push(error));
      await page.goto(server.origin);
      const opened = { page, version: browser.version() };
      const result = await within(LIMIT, "The page in Chromium", use(opened));
      if (uncaught.length > 0) throw new AggregateError(uncaught);
      return result;
    } finally {
      await browser.close();
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** The Chromium of npm, which is for Linux on x64, or the one in `CHROMIUM`. */
async function executable(
  dir: string,
): Promise<Pick<LaunchOptions, "executablePath" | "env">> {
  const executablePath = Deno.env.get("CHROMIUM");
  if (executablePath) return { executablePath };
  await unpack(dir);
  return {
    executablePath: `${dir}/chromium`,
    env: {
      ...Deno.env.toObject(),
      LD_LIBRARY_PATH: `${dir}/al2023/lib`,
      FONTCONFIG_PATH: `${dir}/fonts`,
    },
  };
}

async function unpack(dir: string): Promise<void> {
  const script = new URL("unpack_chromium.ts", import.meta.url).href;
  const args = ["run", "-A", "--quiet", pinned, script];
  const { success, stderr } = await command(args, {
    // It brings libraries along only where it takes the machine for a bare one.
    env: { TMPDIR: dir, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    signal: AbortSignal.timeout(LIMIT),
  }).output();
  if (success) return;
  const why = new TextDecoder().decode(stderr);
  throw new Error(`Cannot unpack Chromium\n${why}`);
}

function serve(files: Files, request: Request): Response {
  const { pathname } = new URL(request.url);
  if (pathname === "/") {
    const headers = { "content-type": "text/html" };
    return new Response("<!doctype html><title>A page</title>", { headers });
  }
  const { [pathname]: text } = files;
  if (text === undefined) return new Response(null, { status: 404 });
  return new Response(text, { headers: { "content-type": "text/javascript" } });
}
