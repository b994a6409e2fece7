import { type Browser, chromium, type LaunchOptions } from "playwright-core";
import { pinned, run } from "../../_tools/deno.ts";

export type { Browser };

/** Not even by mistake is anything off this machine asked. */
const LOOPBACK_ONLY =
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** More than it needs, in ms. */
const LIMIT = 120_000;

/** Runs Chromium while `use` lasts; it reaches loopback only. */
export async function withChromium<T>(
  use: (browser: Browser) => Promise<T>,
): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "chromium-" });
  try {
    const browser = await chromium.launch({
      // As root, and in a container, there is no sandbox.
      args: ["--no-sandbox", "--no-zygote", LOOPBACK_ONLY],
      timeout: LIMIT,
      ...await executable(dir),
    });
    try {
      return await use(browser);
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
