import { assert, assertEquals } from "@std/assert";
import { readText, root } from "../_tools/project.ts";
import { slugOf } from "../_tools/site/slug.ts";

const LEFT_OUT = ["node_modules", "dist", "coverage", ".git"];

/** The paths of all Markdown, however deep. */
async function listPages(dir = "."): Promise<string[]> {
  const paths: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(dir, root))) {
    if (LEFT_OUT.includes(name)) continue;
    const path = dir === "." ? name : `${dir}/${name}`;
    if (isDirectory) paths.push(...await listPages(path));
    else if (name.endsWith(".md")) paths.push(path);
  }
  return paths.sort();
}

/** Its text without what is shown as code. */
async function readProse(path: string): Promise<string> {
  return (await readText(path))
    .replaceAll(/^```.*?^```$/gms, "")
    .replaceAll(/^(?: {4}|\t).*$/gm, "");
}

/** Where links of a page lead within the project. */
async function linksOf(path: string): Promise<string[]> {
  const links = (await readProse(path)).matchAll(/\]\(<?([^)>\s]+)>?\)/g);
  return [...links].map(([, it = ""]) => it)
    .filter((it) => !/^[a-z]+:/.test(it));
}

/** As GitHub names the sections of a page. */
async function anchorsOf(path: string): Promise<string[]> {
  const titles = (await readProse(path)).matchAll(/^#+ (.+)$/gm);
  return [...titles].map(([, it = ""]) => slugOf(it));
}

/** Why a link leads nowhere; undefined if it does not. */
async function faultOf(
  page: string,
  link: string,
): Promise<string | undefined> {
  const { href, hash } = new URL(link, new URL(page, root));
  const path = href.replace(hash, "").replace(root.href, "");
  const found = await Deno.stat(new URL(path, root)).catch(() => undefined);
  if (!found) return `${page}: ${link} is not there`;
  if (!hash || !path.endsWith(".md")) return undefined;
  const anchors = await anchorsOf(path);
  return anchors.includes(hash.slice(1))
    ? undefined
    : `${page}: ${link} has no such section`;
}

Deno.test("links of Markdown pages lead to files and sections of the project", async () => {
  const pages = await listPages();
  assert(pages.includes("README.md") && pages.includes("docs/architecture.md"));
  const faults: string[] = [];
  let count = 0;
  for (const page of pages) {
    for (const link of await linksOf(page)) {
      count++;
      const fault = await faultOf(page, link);
      if (fault) faults.push(fault);
    }
  }
  assert(count > 50, `${count} links`);
  assertEquals(faults, []);
});

Deno.test("README leads to every page that is not a part's own", async () => {
  const links = await linksOf("README.md");
  const pages = (await listPages()).filter((it) =>
    /^(?:docs\/)?[^/]+$/.test(it)
  );
  const missing = pages.filter((it) =>
    it !== "README.md" && !links.includes(it)
  );
  assertEquals(missing, []);
});
