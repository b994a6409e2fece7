import {
  type Browser,
  type BrowserContext,
  chromium,
  type LaunchOptions,
} from "playwright-core";
import { pinned, run } from "../../_tools/deno.ts";

export type { Browser };

/** Not even by mistake is anything off this machine asked. */
const LOOPBACK_ONLY =
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** More than it needs, and more than whatever is waited for in it, in ms. */
const LIMIT = 120_000;

/** Runs Chromium while `use` lasts; it reaches loopback only. */
export function withChromium<T>(
  use: (browser: Browser) => Promise<T>,
): Promise<T> {
  return withLaunched(async (options) => {
    const browser = await chromium.launch(options);
    browser.on("context", (context) => context.setDefaultTimeout(LIMIT));
    return browser;
  }, use);
}

/**
 * Runs Chromium with a profile on the disk, as people have one, while `use`
 * lasts; it reaches loopback only. Contexts of {@linkcode withChromium} hold
 * what they store in memory.
 *
 * @param args Further arguments of its command line.
 */
export function withProfile<T>(
  args: readonly string[],
  use: (context: BrowserContext) => Promise<T>,
): Promise<T> {
  return withLaunched(async (options, dir) => {
    const context = await chromium.launchPersistentContext(`${dir}/profile`, {
      ...options,
      args: [...options.args, ...args],
    });
    context.setDefaultTimeout(LIMIT);
    return context;
  }, use);
}

async function withLaunched<C extends { close(): Promise<void> }, T>(
  launch: (
    options: LaunchOptions & { args: string[] },
    dir: string,
  ) => Promise<C>,
  use: (launched: C) => Promise<T>,
): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "chromium-" });
  try {
    const launched = await launch({
      // As root, and in a container, there is no sandbox.
      args: ["--no-sandbox", "--no-zygote", LOOPBACK_ONLY],
      timeout: LIMIT,
      ...await executable(dir),
    }, dir);
    try {
      return await use(launched);
    } finally {
      await launched.close();
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
      FONTCONFIG_FILE: `${dir}/fonts.conf`,
    },
  };
}

async function unpack(dir: string): Promise<void> {
  const script = new URL("unpack_chromium.ts", import.meta.url).href;
  const args = ["run", "-A", "--quiet", pinned, script];
  const { ok, text } = await run(args, LIMIT, {
    TMPDIR: dir,
    // It brings libraries along only where it takes the machine for a bare one.
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x",
  });
  if (!ok) throw new Error(`Cannot unpack Chromium\n${text}`);
}
