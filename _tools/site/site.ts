import { readText, root } from "../project.ts";
import { layout } from "./layout.ts";
import { codeBlock, escapeHtml, render } from "./markdown.ts";
import { LISTED } from "./navigation.ts";
import { isExternal, kindOf, resolveLink, siteOf, wayTo } from "./paths.ts";

/** What has no place on a page. */
const LEFT_OUT = /^(?:node_modules|dist|coverage|\..*)$/;

/** The files of the site, by their path in it. */
export type Files = Map<string, string | Uint8Array<ArrayBuffer>>;

/**
 * Makes the pages of the guides, and of everything in the checkout that they
 * lead to.
 *
 * @param entries The files behind the entry points, and where the site has
 * their documentation.
 */
export async function makeSite(
  entries: Readonly<Record<string, string>>,
): Promise<Files> {
  const files: Files = new Map();
  const wanted = new Set(LISTED);
  /** Turns a link into its counterpart in the site, and has that made. */
  const follow = (page: string, link: string): string => {
    if (isExternal(link) || link.startsWith("#")) return link;
    const { path: written, hash } = resolveLink(page, link);
    const path = folderOr(written);
    const entry = entries[path];
    if (!entry) wanted.add(path);
    return wayTo(siteOf(page), entry ?? siteOf(path)) + hash;
  };
  // A set that grows while it is walked.
  for (const path of wanted) {
    const at = siteOf(path);
    if (!files.has(at)) files.set(at, await make(path, at, follow));
  }
  for (const name of ["style.css", "icon.svg"]) {
    files.set(name, await readText(`_tools/site/${name}`));
  }
  return files;
}

/** The path with a slash at its end, if it is a folder. */
function folderOr(path: string): string {
  if (path === "" || path.endsWith("/")) return path;
  const { isDirectory } = Deno.statSync(new URL(path, root));
  return isDirectory ? `${path}/` : path;
}

async function make(
  path: string,
  at: string,
  follow: (page: string, link: string) => string,
): Promise<string | Uint8Array<ArrayBuffer>> {
  switch (kindOf(path)) {
    case "asset":
      return await Deno.readFile(new URL(path, root));
    case "page":
      return page(path, await readText(path), follow);
    case "source": {
      const language = path.split(".").at(-1);
      const html = codeBlock(await readText(path), language);
      return layout({ at, title: path, html: titled(path, html) });
    }
    case "folder":
      return await folder(path, at, follow);
  }
}

function page(
  path: string,
  text: string,
  follow: (page: string, link: string) => string,
): string {
  const { html, headings } = render(text, (link) => follow(path, link));
  const [, title = path] = /^# (.+)$/m.exec(text) ?? [];
  return layout({ at: siteOf(path), title, html, headings });
}

/** A folder's README, or else a list of what is in it. */
async function folder(
  path: string,
  at: string,
  follow: (page: string, link: string) => string,
): Promise<string> {
  const readme = `${path}README.md`;
  const text = await readText(readme).catch(() => undefined);
  if (text !== undefined) return page(readme, text, follow);
  const names: string[] = [];
  for await (const it of Deno.readDir(new URL(path, root))) {
    if (LEFT_OUT.test(it.name)) continue;
    names.push(it.isDirectory ? `${it.name}/` : it.name);
  }
  const items = names.sort().map((name) =>
    `<li><a href="${follow(path, name)}">${escapeHtml(name)}</a></li>`
  );
  const html = titled(path, `<ul>${items.join("")}</ul>\n`);
  return layout({ at, title: path, html });
}

function titled(title: string, html: string): string {
  return `<h1>${escapeHtml(title)}</h1>\n${html}`;
}
