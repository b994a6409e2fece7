import { assert, assertEquals } from "@std/assert";
import { withPage } from "./page.ts";

/** Glyphs of one kind, no two of which look the same. */
const KINDS = {
  "Latin": "AgQ&8",
  "accented Latin": "ïçÅñ",
  "emoji": "😀🎉👍❤️🇩🇪",
  "Japanese": "漢字かなア",
  "simplified Chinese": "简体们说",
  "Korean": "한국어",
};

/** Drawn as a box or as nothing, as no font has them. */
const UNKNOWN = ["\u{378}", "\u{2fffe}"];

const STYLE = "display: inline-block; width: 60px; height: 60px";

/** Each character as a person sees it, one by one. */
function split(text: string): string[] {
  return [...new Intl.Segmenter().segment(text)].map((it) => it.segment);
}

Deno.test("withPage() draws letters, emoji, Chinese, Japanese and Korean", async (t) => {
  await withPage({}, async ({ page }) => {
    /** What is drawn for a text, as PNG. */
    async function draw(text: string): Promise<string> {
      await page.setContent(
        `<p style="font: 40px sans-serif"><b style="${STYLE}">${text}</b></p>`,
      );
      return (await page.locator("b").screenshot()).toString("base64");
    }
    const blank = await draw(" ");
    const unknown: string[] = [];
    for (const text of UNKNOWN) unknown.push(await draw(text));

    for (const [kind, text] of Object.entries(KINDS)) {
      const glyphs = split(text);

      await t.step(`${kind} takes room, and is visible`, async () => {
        for (const glyph of glyphs) {
          await page.setContent(`<span>${glyph}</span>`);
          const box = await page.locator("span").boundingBox();
          assert(box && box.height > 0 && box.width > 0, glyph);
          assert(await page.locator("span").isVisible(), glyph);
        }
      });

      await t.step(`${kind} has glyphs of its own`, async () => {
        const drawn: string[] = [];
        for (const glyph of glyphs) drawn.push(await draw(glyph));
        for (const [i, picture] of drawn.entries()) {
          const isDrawn = ![blank, ...unknown].includes(picture);
          assert(isDrawn, `Chromium needs a font for ${kind}: ${glyphs[i]}`);
        }
        assertEquals(new Set(drawn).size, glyphs.length);
      });
    }
  });
});
