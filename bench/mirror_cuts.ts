/**
 * Mirrors one long history in a process that is killed at random moments, over
 * loopback and through refusals with 429, until a run is left alone; then holds
 * the copy to the server, message by message, and audits it. Fails where
 * anything is lost, is there twice or differs. Arguments: the kind of store
 * (`sqlite` or `ndjson`), how many messages, how many cuts, and the seed of the
 * moments.
 *
 * @module
 */

import { Client } from "@rxgroupme/client";
import { audit } from "@rxgroupme/client/mirror";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { firstValueFrom } from "rxjs";
import { randomOf } from "../lib/mirror/audit.ts";
import { openStore } from "./mirror_cuts_run.ts";

const [kind = "sqlite"] = Deno.args;
const [messages = 250_000, cuts = 50, seed = 1] = Deno.args.slice(1)
  .map(Number);
const PAGE = 200;
/** The server answers 429 for the rest of 2 s after each 15 requests. */
const LIMIT = { requests: 15, perMs: 2_000, retryAfter: 2 };
/** A kill comes so many ms after a page was stored, at most. */
const MAX_DELAY_MS = 40;
const IS_PAGE = /\/messages$/;

const random = randomOf(seed);

const simulator = new GroupMeSimulator();
const group = simulator.addGroup({
  history: { count: messages, everyMs: 300_000 },
});
const name = `group:${group.id}`;
const counts = { pages: 0, refused: 0 };
const server = Deno.serve(
  { hostname: "127.0.0.1", port: 0, onListen: () => {} },
  async ({ url, method, headers }) => {
    const response = await simulator.fetch(
      new Request(url, { method, headers }),
    );
    if (response.status === 429) counts.refused += 1;
    else if (IS_PAGE.test(new URL(url).pathname)) counts.pages += 1;
    simulator.resetRequests();
    return response;
  },
);
const base = `http://127.0.0.1:${server.addr.port}`;
const directory = await Deno.makeTempDir({ prefix: "cuts-" });
const path = `${directory}/${kind === "sqlite" ? "groupme.db" : "groupme"}`;

/** Runs the mirror; with a number of pages it is killed soon after so many. */
async function run(pages = Infinity): Promise<boolean> {
  const program = new URL("mirror_cuts_run.ts", import.meta.url).href;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", "--no-check", program, kind, path, base],
    env: { GROUPME_TOKEN: simulator.token },
    stdout: "piped",
  }).spawn();
  let seen = 0;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    seen += text.split("\n").length - 1;
    if (seen < pages) continue;
    await new Promise((done) => setTimeout(done, random() * MAX_DELAY_MS));
    try {
      child.kill("SIGKILL");
    } catch {
      // It had ended by itself.
    }
    break;
  }
  const { signal, success } = await child.status;
  if (signal === null && !success) throw new Error("The mirror has failed");
  return signal === "SIGKILL";
}

try {
  simulator.rateLimit(LIMIT);
  const each = messages / PAGE / (cuts + 1);
  const started = performance.now();
  let killed = 0;
  while (killed < cuts) {
    // On average a little less than what would end it before the last cut.
    const isKilled = await run(1 + Math.floor(random() * 1.8 * each));
    if (!isKilled) throw new Error(`All was done after ${killed} cuts`);
    killed += 1;
  }
  const before = counts.pages;
  await run();
  const seconds = (performance.now() - started) / 1_000;
  console.log(
    `${kind}: ${messages} messages, ${killed} cuts, ${seconds.toFixed(1)} s; ` +
      `${counts.pages} pages answered, ${counts.pages - before} in the last ` +
      `run, ${Math.ceil(messages / PAGE)} were needed; ` +
      `${counts.refused} requests refused with 429`,
  );
  await using store = openStore(kind, path);
  const differing = await compare(store);
  const client = new Client({
    token: simulator.token,
    baseUrls: base,
    rateLimit: { requests: 12, perMs: 2_000 },
  });
  const report = await firstValueFrom(audit(client, store, { seed }));
  const { missing, extra, stale } = report;
  console.log(
    `stored: ${differing.stored}; lost ${differing.lost}, twice ` +
      `${differing.twice}, other than the server's ${differing.other}; ` +
      `audit of ${report.probes} pages, ${report.compared} messages: ` +
      `${missing.length} missing, ${extra.length} extra, ${stale.length} stale`,
  );
  const faults = differing.lost + differing.twice + differing.other +
    missing.length + extra.length + stale.length;
  if (faults > 0 || differing.stored !== messages) Deno.exitCode = 1;
} finally {
  await server.shutdown();
  await Deno.remove(directory, { recursive: true });
}

/** Holds all that is stored to all that the server has. */
async function compare(store: ReturnType<typeof openStore>) {
  const found = { stored: 0, lost: 0, twice: 0, other: 0 };
  const seen = new Set<string>();
  let before: string | undefined;
  let anchor = "";
  for (;;) {
    const stored = await store.read(name, { before, limit: PAGE });
    for (const { id = "" } of stored) {
      found.twice += Number(seen.has(id));
      seen.add(id);
    }
    found.stored += stored.length;
    const response = await unlimited(anchor);
    const byId = new Map(stored.map((row) => [row.id, JSON.stringify(row)]));
    for (const row of response) {
      const text = byId.get(row.id);
      if (text === undefined) found.lost += 1;
      else if (text !== JSON.stringify(row)) found.other += 1;
    }
    if (stored.length === 0 && response.length === 0) return found;
    before = stored.at(-1)?.id ?? before;
    anchor = `&before_id=${response.at(-1)?.id}`;
  }
}

/** A page of the server's, past its limit. */
async function unlimited(anchor: string): Promise<readonly { id: string }[]> {
  const url = `https://api.groupme.com/v3/groups/${group.id}/messages` +
    `?acceptFiles=1&limit=${PAGE}${anchor}`;
  for (;;) {
    const headers = { "x-access-token": simulator.token };
    const response = await simulator.fetch(new Request(url, { headers }));
    simulator.resetRequests();
    if (response.status === 304) return [];
    const { response: answer } = await response.json();
    if (response.ok) return answer.messages;
    await new Promise((done) => setTimeout(done, LIMIT.perMs / 10));
  }
}
