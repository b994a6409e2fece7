import { pinned, run } from "../deno.ts";
import { readConfig, readText } from "../project.ts";
import { header } from "./layout.ts";
import { resolveLink, wayTo } from "./paths.ts";

/** Where the site has the documentation of each entry point, by its file. */
export async function apiPages(): Promise<Record<string, string>> {
  const { exports } = await readConfig();
  return Object.fromEntries(
    Object.entries(exports).map(([entry, path]) => [
      path.slice(2),
      `api${entry.slice(1)}/index.html`,
    ]),
  );
}

/**
 * Has Deno make the documentation of the entry points, and puts the bar of the
 * site above each of its pages.
 *
 * @param dir The directory of the site.
 */
export async function makeApi(dir: string): Promise<void> {
  const { name, exports } = await readConfig();
  const entries = Object.keys(exports).map((it) => it.slice(2));
  await Deno.mkdir(dir, { recursive: true });
  const flags = ["--html", `--name=${name}`, `--output=${dir}/api`, pinned];
  const { ok, text } = await run(
    ["doc", "--quiet", ...flags, ...Object.values(exports)],
    5 * 60_000,
  );
  if (!ok) throw new Error(text);
  await copy("api.css", `${dir}/api/site.css`);
  // In the place of Deno's, which remembers what the system once preferred.
  await copy("theme.js", `${dir}/api/darkmode_toggle.js`);
  const pages = new Set<string>();
  for await (const path of htmlOf(`${dir}/api`, "api")) pages.add(path);
  for (const path of pages) {
    const html = await Deno.readTextFile(`${dir}/${path}`);
    const named = withNames(html, name, entries);
    await Deno.writeTextFile(`${dir}/${path}`, dressed(path, named, pages));
  }
}

async function copy(name: string, to: string): Promise<void> {
  await Deno.writeTextFile(to, await readText(`_tools/site/${name}`));
}

/** A page of Deno's with what is the site's, and mended. */
function dressed(
  path: string,
  html: string,
  pages: ReadonlySet<string>,
): string {
  const style = `<link rel="stylesheet" href="${wayTo(path, "api/site.css")}">`;
  return mended(path, html, pages)
    .replace("<html>", `<html lang="en">`)
    .replace("</head>", () => `${style}</head>`)
    .replace("<body>", () => `<body>${header(path)}`);
}

/** A page whose imports name the package: Deno says `.` and `bot`. */
function withNames(
  html: string,
  name: string,
  entries: readonly string[],
): string {
  return html.replaceAll(/(?<= from &quot;)[^&@]+(?=&quot;)/g, (entry) => {
    if (entry === ".") return name;
    return entries.includes(entry) ? `${name}/${entry}` : entry;
  });
}

/** A page of Deno's without dead links, and with what axe asks for. */
function mended(
  path: string,
  html: string,
  pages: ReadonlySet<string>,
): string {
  return html
    // So that the pages open from a disk, too.
    .replaceAll(
      / href="((?:\.\.?(?:\/|&#x2F;))+)"/g,
      ` href="$1index.html"`,
    )
    // It takes a name with dots in it for a path of names.
    .replaceAll(
      /<a\b[^>]*? href="([^"]+?\.html)"[^>]*>((?:(?!<a\b).)*?)<\/a>/gs,
      (link, way, text) => {
        const plain = way.replaceAll("&#x2F;", "/");
        return pages.has(resolveLink(path, plain).path) ? link : text;
      },
    )
    .replaceAll(
      /<a\b[^>]*? href="#([^"]+)"[^>]*>((?:(?!<a\b).)*?)<\/a>/gs,
      (link, id, text) => html.includes(` id="${id}"`) ? link : text,
    )
    .replaceAll(
      `<button class="copyButton"`,
      `<button class="copyButton" aria-label="Copy"`,
    )
    // On a phone it scrolls, also by the keyboard.
    .replaceAll(`<code class="language-`, `<code tabindex="0" class="language-`)
    // A list of other things than its items.
    .replaceAll(
      /<ul class="breadcrumbs">.*?<\/ul>\s*<\/div>/gs,
      (list) =>
        list.replaceAll(/<(\/?)ul\b/g, "<$1div")
          .replaceAll(/<(\/?)li\b/g, "<$1span"),
    );
}

/** The pages in a directory, however deep, from the top of the site. */
async function* htmlOf(dir: string, at: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(dir)) {
    if (isDirectory) yield* htmlOf(`${dir}/${name}`, `${at}/${name}`);
    else if (name.endsWith(".html")) yield `${at}/${name}`;
  }
}
