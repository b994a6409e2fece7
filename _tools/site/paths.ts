/**
 * Where the pages of the site are: at the path of what they show, so that a
 * link of a Markdown page keeps its way, and changes its end only.
 *
 * @module
 */

/** What a path of the checkout is. */
export type Kind = "page" | "folder" | "source" | "asset";

const ASSET = /\.(?:png|svg|jpg)$/;

/** The kind of a path; a folder's ends in a slash. */
export function kindOf(path: string): Kind {
  if (path.endsWith(".md")) return "page";
  if (path === "" || path.endsWith("/")) return "folder";
  return ASSET.test(path) ? "asset" : "source";
}

/** Where the site has a path of the checkout. */
export function siteOf(path: string): string {
  if (path.startsWith("api/")) return path;
  switch (kindOf(path)) {
    case "page":
      return path.replace(/(^|\/)README\.md$/, "$1index.md")
        .replace(/\.md$/, ".html");
    case "folder":
      return `${path}index.html`;
    case "source":
      return `${path}.html`;
    case "asset":
      return path;
  }
}

/** The way from one page of the site to another. */
export function wayTo(from: string, to: string): string {
  const depth = from.split("/").length - 1;
  return `${"../".repeat(depth) || "./"}${to}`;
}

/** What a link of a page leads to within the checkout, and its anchor. */
export function resolveLink(
  page: string,
  link: string,
): { path: string; hash: string } {
  const base = `file:///${page}`;
  const { pathname, hash } = new URL(link, base);
  return { path: decodeURIComponent(pathname.slice(1)), hash };
}

/** Whether a link leads out of the checkout. */
export function isExternal(link: string): boolean {
  return /^[a-z]+:/.test(link);
}
