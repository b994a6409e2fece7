import { assert, assertEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { bundlePage, type Files } from "../../../examples/web/server/bundle.ts";
import { open, said, send, withApp } from "./stage.ts";

/** The parts of the page, each with what it cannot do without. */
interface Parts {
  /** Bytes that are sent for a file, by its path. */
  readonly sizes: ReadonlyMap<string, number>;
  /** The files that have to be there before one of them runs, itself included. */
  readonly needs: (path: string) => ReadonlySet<string>;
  /** The path of a part by its name. */
  readonly pathOf: (name: string) => string;
}

/**
 * Gives what names the files by their numbers wherever one speaks of another:
 * the hashes in their names come from where packages lie on this machine, and
 * some take more bytes than others.
 */
function namer(files: Files): (bytes: Uint8Array) => string {
  const hash = /(?<=-)[A-Z0-9]{8}(?=\.js)/g;
  const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const plain = (bytes: Uint8Array) => textOf(bytes).replaceAll(hash, "");
  const names = new Map(
    [...files].toSorted(([, a], [, b]) => plain(a) < plain(b) ? -1 : 1)
      // As hashes are, of letters that do not recur.
      .map(([path], i) => [
        path.match(hash)?.[0],
        ((i + 1) * 1_234_567_891_011 % 36 ** 8).toString(36).toUpperCase()
          .padStart(8, "0"),
      ]),
  );
  return (bytes) => textOf(bytes).replaceAll(hash, (it) => names.get(it) ?? it);
}

async function partsOf(): Promise<Parts> {
  const { files, metafile } = await bundlePage();
  const name = namer(files);
  const sizes = new Map<string, number>();
  for (const [path, bytes] of files) {
    const zipped = new Blob([name(bytes)]).stream()
      .pipeThrough(new CompressionStream("gzip"));
    sizes.set(path, (await new Response(zipped).arrayBuffer()).byteLength);
  }
  const plain = (path: string) => path.replace(/^(\.\.\/)*/, "/");
  const imports = new Map(
    Object.entries(metafile.outputs).map(([path, { imports }]) => [
      plain(path),
      imports.filter(({ kind }) => kind === "import-statement")
        .map(({ path }) => plain(path)),
    ]),
  );
  const needs = (path: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(path)) return seen;
    seen.add(path);
    for (const next of imports.get(path) ?? []) needs(next, seen);
    return seen;
  };
  const pathOf = (name: string) => {
    const path = [...sizes.keys()].find((it) => it.includes(`/${name}-`));
    assert(path, `no part is called ${name}`);
    return path;
  };
  return { sizes, needs: (path) => needs(path), pathOf };
}

/** Refuses whatever of the page is not among some files. */
async function allowOnly(
  page: Page,
  allowed: ReadonlySet<string>,
): Promise<void> {
  await page.route(
    /\.(js|css)$/,
    (route) =>
      allowed.has(new URL(route.request().url()).pathname)
        ? route.continue()
        : route.abort(),
  );
}

Deno.test("examples/web is within its size", async (t) => {
  const { sizes, needs, pathOf } = await partsOf();
  const sum = (paths: Iterable<string>) =>
    [...paths].reduce((all, path) => all + sizes.get(path)!, 0);
  const first = new Set([...needs("/app.js"), "/style.css"]);
  const opened = new Set([...first, ...needs(pathOf("conversation_view"))]);
  const written = new Set([...opened, ...needs(pathOf("composer"))]);
  const rest = new Set([...written, ...needs(pathOf("later"))]);
  const charts = [pathOf("statistics"), "/statistics.css"];
  console.log(JSON.stringify({
    "first screen": sum(first),
    "with a conversation": sum(opened),
    "with its composer": sum(written),
    "all but the charts": sum(rest),
    charts: sum(charts),
  }));
  assert(sum(first) <= 36_400, `${sum(first)} bytes`);
  // Above 60 kB: the timeline is not within its own budget yet.
  assert(sum(opened) <= 69_450, `${sum(opened)} bytes`);
  assert(sum(written) <= 74_600, `${sum(written)} bytes`);
  assert(sum(rest) <= 88_700, `${sum(rest)} bytes`);
  assertEquals(
    [...sizes.keys()].filter((path) => !rest.has(path)),
    charts,
  );

  await t.step("the list is live without any other part", async () => {
    await withApp((simulator) => {
      simulator.addGroup({ name: "Family", members: 1, history: 3 });
    }, async ({ page, simulator }) => {
      await allowOnly(page, first);
      await page.reload();
      await page.getByRole("link", { name: /Family/ }).waitFor();
      simulator.addGroup({ name: "Choir", members: 1, history: 3 });
      await page.getByRole("link", { name: /Choir/ }).waitFor();
    });
  });

  await t.step(
    "a conversation is read without the composer, and written in without the rest",
    async () => {
      await withApp((simulator) => {
        simulator.addGroup({ name: "Family", members: 1, history: 3 });
      }, async ({ page }) => {
        await allowOnly(page, opened);
        await page.reload();
        await open(page, /Family/);
        await said(page, /./).first().waitFor();
        await page.unrouteAll();
        await allowOnly(page, written);
        await send(page, "without push");
        await said(page, "without push").waitFor();
      });
    },
  );
});
