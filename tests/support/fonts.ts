/**
 * The fonts that Chromium draws with in tests: those that its package brings,
 * for Latin, Greek and Cyrillic, and for emoji, Chinese, Japanese and Korean
 * those of other packages. Nothing of the machine's own is used, so that a page
 * looks the same everywhere.
 *
 * @module
 */

import { fileURLToPath } from "node:url";
import "@expo-google-fonts/gowun-dodum/package.json" with { type: "json" };
import "@expo-google-fonts/sawarabi-gothic/package.json" with { type: "json" };
import "@expo-google-fonts/zcool-xiaowei/package.json" with { type: "json" };
import "twemoji-colr-font/package.json" with { type: "json" };
// @ts-types="./wawoff2.d.ts"
import { decompress } from "wawoff2";

/** The directories of Japanese, Chinese and Korean fonts. */
const ASIAN = [
  "@expo-google-fonts/sawarabi-gothic/400Regular/",
  "@expo-google-fonts/zcool-xiaowei/400Regular/",
  "@expo-google-fonts/gowun-dodum/400Regular/",
];

const EMOJI = "twemoji-colr-font/twemoji.woff2";

/**
 * Sets fonts up for a Chromium.
 *
 * @param dir Where its package was unpacked.
 * @returns The path of their configuration, for `FONTCONFIG_FILE`.
 */
export async function setUpFonts(dir: string): Promise<string> {
  await Deno.writeFile(`${dir}/fonts/emoji.ttf`, await readEmoji());
  const dirs = [`${dir}/fonts`, ...ASIAN.map(pathOf)];
  const path = `${dir}/fonts.conf`;
  await Deno.writeTextFile(path, configuration(dirs, `${dir}/fonts-cache`));
  return path;
}

/** Chromium takes fonts of the machine, as which these count, as TrueType only. */
async function readEmoji(): Promise<Uint8Array> {
  return await decompress(await Deno.readFile(pathOf(EMOJI)));
}

/** Only what this module imports of a package gives it a place on the disk. */
function pathOf(specifier: string): string {
  return fileURLToPath(import.meta.resolve(specifier));
}

function configuration(dirs: readonly string[], cache: string): string {
  // Without a family of the page's own, any font would do, an Asian one too.
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${dirs.map((it) => `  <dir>${escape(it)}</dir>`).join("\n")}
  <cachedir>${escape(cache)}</cachedir>
  <match target="pattern">
    <edit name="family" mode="append_last" binding="strong">
      <string>Open Sans</string>
    </edit>
  </match>
</fontconfig>
`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
