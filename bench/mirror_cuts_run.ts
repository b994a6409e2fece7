/**
 * One run of a mirror in a process of its own, which tells of each page by a
 * line. Its arguments are the kind of store, its place, and the base URL; the
 * token is in `GROUPME_TOKEN`.
 *
 * @module
 */

import { Client } from "@rxgroupme/client";
import { mirror, type MirrorStore } from "@rxgroupme/client/mirror";
import { ndjsonMirror } from "@rxgroupme/client/mirror/ndjson";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";

/** Opens a store of a kind: `sqlite` or `ndjson`. */
export function openStore(
  kind: string,
  path: string,
): MirrorStore & AsyncDisposable {
  if (kind === "sqlite") return sqliteMirror(path);
  if (kind === "ndjson") return ndjsonMirror(path);
  throw new Error(`Cannot open a store of the kind ${kind}`);
}

if (import.meta.main) {
  const [kind = "", path = "", baseUrls] = Deno.args;
  const client = new Client({
    token: Deno.env.get("GROUPME_TOKEN") ?? "",
    baseUrls,
    rateLimit: { requests: 1_000, perMs: 1 },
  });
  await using store = openStore(kind, path);
  await mirror(client, store).forEach(({ state }) => console.log(state));
}
