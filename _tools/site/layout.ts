import type { Heading } from "./markdown.ts";
import { escapeHtml } from "./markdown.ts";
import { NAVIGATION } from "./navigation.ts";
import { siteOf, wayTo } from "./paths.ts";

/** What a page of the site consists of. */
export interface Content {
  /** Where it is in the site. */
  readonly at: string;
  /** What it is called. */
  readonly title: string;
  /** Its body. */
  readonly html: string;
  /** Its sections, for a list beside it. */
  readonly headings?: readonly Heading[];
}

/** The name of the package, on each page. */
const NAME = "@rxgroupme/client";

/** The navigation of the site, as it stands on a page. */
function navigation(at: string): string {
  return NAVIGATION.map(({ title, pages }) => {
    const items = Object.entries(pages).map(([path, name]) => {
      const to = siteOf(path);
      const here = to === at ? ` aria-current="page"` : "";
      return `<li><a href="${wayTo(at, to)}"${here}>${name}</a></li>`;
    });
    return `<h2>${title}</h2><ul>${items.join("")}</ul>`;
  }).join("");
}

/** The sections of a page, if there are enough to choose among. */
function contents(headings: readonly Heading[] = []): string {
  const sections = headings.filter(({ depth }) => depth === 2);
  if (sections.length < 3) return "";
  const items = sections.map(({ id, html }) =>
    `<li><a href="#${id}">${html.replaceAll(/<\/?a\b[^>]*>/g, "")}</a></li>`
  );
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${
    items.join("")
  }</ul></nav>`;
}

/** A whole page of the site. */
export function layout({ at, title, html, headings }: Content): string {
  const name = at === "index.html"
    ? `${NAME}: GroupMe as RxJS streams`
    : `${title} · ${NAME}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(name)}</title>
<link rel="icon" href="${wayTo(at, "icon.svg")}">
<link rel="stylesheet" href="${wayTo(at, "style.css")}">
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
${header(at)}
<div class="frame">
<nav class="site" aria-label="Pages">${navigation(at)}</nav>
<main id="main" tabindex="-1">
${html}</main>
${contents(headings)}
</div>
</body>
</html>
`;
}

/** The bar at the top of each page; on a narrow one it holds the navigation. */
export function header(at: string): string {
  return `<header class="bar">
<a class="name" href="${wayTo(at, "index.html")}">${NAME}</a>
<a href="${wayTo(at, "api/index.html")}">API</a>
<details><summary>Pages</summary><nav class="menu" aria-label="Pages, as a menu">${
    navigation(at)
  }</nav></details>
</header>`;
}
