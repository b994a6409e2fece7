/** What was found in a site. */
export interface Findings {
  readonly pages: number;
  readonly links: number;
  /** Each page with a link that leads nowhere. */
  readonly dead: readonly string[];
}

/** The pages and all other files below a directory, by their path in it. */
async function* walk(dir: string, at = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(`${dir}/${at}`)) {
    const path = `${at}${name}`;
    if (isDirectory) yield* walk(dir, `${path}/`);
    else yield path;
  }
}

/** A way with its escapes and references resolved. */
function plain(text: string): string {
  return text.replaceAll(/&#x2F;/gi, "/").replaceAll("&#x3D;", "=")
    .replaceAll("&quot;", '"').replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}

/**
 * Follows each link, image, script and style sheet of a site on a disk to its
 * file, and to the element of its anchor.
 */
export async function deadLinks(dir: string): Promise<Findings> {
  const files = new Set<string>();
  for await (const path of walk(dir)) files.add(path);
  const pages = [...files].filter((path) => path.endsWith(".html"));
  const ids = new Map<string, ReadonlySet<string>>();
  const targets = new Map<string, readonly string[]>();
  for (const path of pages) {
    const html = (await Deno.readTextFile(`${dir}/${path}`))
      .replaceAll(/<script\b.*?<\/script>/gs, "");
    const found = html.matchAll(/ id="([^"]*)"/g);
    ids.set(path, new Set([...found].map(([, id = ""]) => plain(id))));
    const links = html.matchAll(/ (?:href|src)="([^"]*)"/g);
    targets.set(path, [...links].map(([, link = ""]) => plain(link)));
  }
  let links = 0;
  const dead: string[] = [];
  for (const [page, all] of targets) {
    for (const link of new Set(all)) {
      if (/^(?:[a-z]+:|\/\/)/.test(link)) continue;
      links++;
      const { pathname, hash } = new URL(link, `file:///${page}`);
      const path = decodeURIComponent(pathname.slice(1));
      const id = decodeURIComponent(hash.slice(1));
      const isThere = files.has(path) &&
        (!id || !path.endsWith(".html") || ids.get(path)?.has(id));
      if (!isThere) dead.push(`${page}: ${link}`);
    }
  }
  return { pages: pages.length, links, dead };
}
