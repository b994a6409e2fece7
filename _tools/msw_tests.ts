import { listSources, readText, root } from "./project.ts";
import { denoTests, type TestRun } from "./deno_tests.ts";
import { copyLock } from "./imports.ts";

/** Tests of clients that cannot run so, each with its reason. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "tests/conformance/conformance_test.ts":
    "it plays over the network, and in a browser over msw",
  "tests/conformance/preflight_test.ts": "its client is in a browser",
  "tests/resources/messages/opaque_limit_test.ts":
    "msw gives a lost connection a cause, which no browser does",
  "tests/docs/examples_test.ts": "its stage has a fetch of its own",
  "tests/docs/stage_test.ts": "its stage has a fetch of its own",
  "tests/init/deno_test.ts": "what it makes runs in processes of their own",
  "tests/push/transports/websocket_test.ts":
    "it is about sockets, which do not go through fetch",
  "tests/testing/msw_test.ts": "it sets msw up by itself",
  "tests/transport/foreign_fetch_test.ts":
    "it is about the fetch that a client is given",
};

/**
 * Runs the tests of whatever has a client once more, with msw intercepting
 * what it fetches instead of the `fetch` that it is given; see
 * `tests/msw/client.ts`.
 *
 * @param flags Flags of `deno test`.
 */
export async function mswTests(flags: readonly string[]): Promise<TestRun> {
  const map = await Deno.makeTempFile({ suffix: ".json" });
  try {
    await Deno.writeTextFile(map, await importMap());
    // Types were checked in the first run.
    const imports = ["--no-check", await copyLock(), `--import-map=${map}`];
    const paths = ["tests/msw/proof.ts", ...await testsOfClients()];
    return await denoTests([...flags, ...paths], imports);
  } finally {
    await Deno.remove(map);
  }
}

/** The import map of the tests, but for the client. */
async function importMap(): Promise<string> {
  const path = "tests/import_map.json";
  const { imports }: { imports: Record<string, string> } = JSON.parse(
    await readText(path),
  );
  const absolute = Object.entries(imports).map(([name, address]) => [
    name,
    address.startsWith(".") ? new URL(address, new URL(path, root)) : address,
  ]);
  return JSON.stringify({
    imports: {
      ...Object.fromEntries(absolute),
      "@rxgroupme/client": new URL("tests/msw/client.ts", root),
    },
  });
}

/** The tests that run over msw. */
async function testsOfClients(): Promise<string[]> {
  const paths = await listClientTests();
  const missing = Object.keys(EXCEPTIONS).find((it) => !paths.includes(it));
  if (missing) throw new Error(`Cannot except ${missing}: it has no client`);
  return paths.filter((it) => !(it in EXCEPTIONS));
}

/** Lists the tests that make a client, or import a file of theirs that does. */
export async function listClientTests(): Promise<string[]> {
  const sources = new Map<string, string>();
  for (const path of await listSources("tests")) {
    sources.set(path, await readText(path));
  }
  const makesClients = (path: string, seen = new Set<string>()): boolean => {
    const text = sources.get(path);
    if (text === undefined || seen.has(path)) return false;
    seen.add(path);
    if (/\bClient\b[^;"]*"@rxgroupme\/client"/.test(text)) return true;
    const imported = text.matchAll(/from "(\.[^"]+)"/g);
    return [...imported].some(([, address = ""]) => {
      const { href } = new URL(address, new URL(path, root));
      return makesClients(href.replace(root.href, ""), seen);
    });
  };
  return [...sources.keys()].filter((path) =>
    path.endsWith("_test.ts") && makesClients(path)
  );
}
