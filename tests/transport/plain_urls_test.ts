import { assertEquals } from "@std/assert";
import { Urls } from "../../lib/transport/urls.ts";

/** Paths and queries, some of which `URL` writes otherwise. */
const PATHS = [
  "/groups/98115240/messages",
  "/a//b/c.d~e-f_g",
  "/a:b/%41%zz/=&",
  "/with space/ä/😀/x",
  "/a|b/{c}/d^e/`f`",
  "/q?x=1&y=2?3",
  "/q?x='1'&y=\"2\"",
  "/a;b,c@d!e$f'(g)*h+i",
  "",
];
const VALUES = [undefined, "plain-_.~9", "ä b'c\"<>|", "!*()", "a%b&c=d/e?f#g"];

for (const path of PATHS) {
  Deno.test(`Urls.of() writes ${JSON.stringify(path)} as URL does`, () => {
    const urls = new Urls();
    for (const value of VALUES) {
      for (const host of ["api", "v2"] as const) {
        const { url } = urls.of({ host, path, query: { value } });
        assertEquals(new URL(url).href, url);
      }
    }
  });
}
