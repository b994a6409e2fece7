import { type Browser, chromium } from "playwright-core";
import { command } from "../../.ci/deno.ts";

export type { Browser };

/** A setting that no machine needs: not even by mistake is anything else asked. */
const LOOPBACK_ONLY =
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1";

/** More than it needs, in ms. */
const LIMIT = 120_000;

/** Runs the Chromium of npm while `use` lasts; it reaches loopback only. */
export async function withChromium<T>(
  use: (browser: Browser) => Promise<T>,
): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "chromium-" });
  try {
    const browser = await launch(dir);
    try {
      return await use(browser);
    } finally {
      await browser.close();
    }
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

/** Starts a Chromium that is unpacked into a directory. */
async function launch(dir: string): Promise<Browser> {
  const script = new URL("unpack_chromium.ts", import.meta.url).href;
  const { success, stderr } = await command(["run", "-A", "--quiet", script], {
    // It brings libraries along only where it takes the machine for a bare one.
    env: { TMPDIR: dir, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs22.x" },
    signal: AbortSignal.timeout(LIMIT),
  }).output();
  if (!success) {
    const why = new TextDecoder().decode(stderr);
    throw new Error(`Cannot unpack Chromium\n${why}`);
  }
  return chromium.launch({
    executablePath: `${dir}/chromium`,
    // As root, and in a container, there is no sandbox.
    args: ["--no-sandbox", "--no-zygote", LOOPBACK_ONLY],
    env: {
      ...Deno.env.toObject(),
      LD_LIBRARY_PATH: `${dir}/al2023/lib`,
      FONTCONFIG_PATH: `${dir}/fonts`,
    },
    timeout: LIMIT,
  });
}
