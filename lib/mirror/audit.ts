import {
  concatMap,
  defer,
  delayWhen,
  from,
  lastValueFrom,
  map,
  type Observable,
  of,
  range,
  switchMap,
  tap,
  toArray,
} from "rxjs";
import type { Client } from "../client.ts";
import { assertInteger } from "../util/validate.ts";
import { LearnedRate } from "../transport/learned_rate.ts";
import {
  assertSameAccount,
  isRunComplete,
  META,
  storedConversations,
} from "./run_state.ts";
import { Probe, type ProbeResult } from "./probe.ts";
import type { MirrorStore } from "./store.ts";
import { StoreBusy, StoreError } from "./store_errors.ts";

/** How to audit. */
export interface AuditOptions {
  /**
   * Pages that are compared, 1 to 100,000.
   *
   * @default {60}
   */
  probes?: number | undefined;
  /**
   * Where the choice of pages comes from, 0 to 2^32: the same seed chooses the
   * same.
   *
   * @default {random}
   */
  seed?: number | undefined;
}

/** A message that differs. */
export interface AuditFault {
  /** The conversation that it is in. */
  readonly name: string;
  /** The id of the message. */
  readonly id: string;
}

/** How a copy compares to the server. */
export interface AuditReport {
  /** Pages that were compared. */
  readonly probes: number;
  /** Messages that were compared. */
  readonly compared: number;
  /** Messages that the server has, and the store lacks. */
  readonly missing: readonly AuditFault[];
  /** Messages that the store has, and the server does not. */
  readonly extra: readonly AuditFault[];
  /** Messages whose content is another one on the server. */
  readonly stale: readonly AuditFault[];
  /** The share of pages that differ is below this, 0 to 1, with 95 % confidence. */
  readonly atMost: number;
}

/**
 * Compares random pages of a store with the server: which messages there are,
 * their texts, edits and deletions. A change since the last run of
 * {@linkcode mirror} is no fault, since the next one reads it. A conversation
 * that is gone from the server is not compared. An account without messages has
 * no pages: `probes` is 0 then, and `atMost` 1.
 *
 * Where it finds faults, it opens those ranges again, so that the next run
 * reads them again, and takes out what is gone from the server.
 *
 * @returns One report, then completion; or a {@linkcode StoreError}, or the
 * error of a request that failed for good.
 * @throws {RangeError} With a number out of its range.
 */
export function audit(
  client: Client,
  store: MirrorStore,
  options: AuditOptions = {},
): Observable<AuditReport> {
  const { probes = 60, seed } = options;
  assertInteger(probes, 1, 100_000, "probes");
  if (seed !== undefined) assertInteger(seed, 0, 2 ** 32, "seed");
  return defer(async () => {
    const known = await storedConversations(store);
    const weighed: { probe: Probe; weight: number }[] = [];
    const rate = new LearnedRate(
      client.session.scheduler,
      Number(await store.meta?.get(META.rate)) || undefined,
    );
    for (const listed of known.filter(({ isGone }) => !isGone)) {
      const coverage = await store.coverage(listed.name);
      if (coverage.length === 0) continue;
      const probe = new Probe(client, store, listed, coverage, rate);
      // As many pages are chosen of each as it has: its count tells about.
      weighed.push({ probe, weight: Math.max(1, listed.count ?? 1) });
    }
    if (weighed.length === 0 && !await isRunComplete(store)) {
      throw new StoreError(
        "Cannot audit this store: nothing is covered. Run mirror() first.",
      );
    }
    return weighed;
  }).pipe(
    delayWhen(() => sameAccount(client, store)),
    switchMap((weighed) => {
      const random = randomOf(seed ?? Math.floor(Math.random() * 2 ** 32));
      const choose = () => {
        const all = weighed.reduce((sum, { weight }) => sum + weight, 0);
        let place = random() * all;
        const found = weighed.find(({ weight }) => (place -= weight) < 0);
        return (found ?? weighed[0])?.probe;
      };
      return range(0, probes).pipe(
        concatMap(() => choose()?.run(random) ?? []),
        toArray(),
      );
    }),
    concatMap((results) =>
      from(reopen(client, store, results)).pipe(map(() => reportOf(results)))
    ),
  );
}

/** Emits once it is certain that the store is of the account of the client. */
function sameAccount(client: Client, store: MirrorStore): Observable<unknown> {
  return defer(async () => await store.meta?.get(META.account)).pipe(
    switchMap((account) =>
      account === undefined ? of(account) : client.user.id.pipe(
        tap((own) => assertSameAccount(account, own, "audit")),
      )
    ),
  );
}

function reportOf(results: readonly ProbeResult[]): AuditReport {
  const faults = (kind: "missing" | "extra" | "stale") => {
    const all = results.flatMap((it) =>
      it[kind].map((id) => ({ name: it.name, id }))
    );
    return [...new Map(all.map((it) => [`${it.name} ${it.id}`, it])).values()];
  };
  const bad = results.filter(isFaulty).length;
  // The rule of three; with faults, the mean and two deviations above it.
  const most = bad === 0 ? 3 : bad + 2 * Math.sqrt(bad) + 3;
  return {
    probes: results.length,
    compared: results.reduce((sum, { compared }) => sum + compared, 0),
    missing: faults("missing"),
    extra: faults("extra"),
    stale: faults("stale"),
    atMost: Math.min(1, most / results.length),
  };
}

function isFaulty({ missing, extra, stale }: ProbeResult): boolean {
  return missing.length + extra.length + stale.length > 0;
}

/** Opens the ranges of faults again, as the only writer of the store. */
async function reopen(
  client: Client,
  store: MirrorStore,
  results: readonly ProbeResult[],
): Promise<void> {
  const faulty = results.filter(isFaulty);
  if (faulty.length === 0) return;
  const release = await store.lock?.();
  if (store.lock && !release) {
    throw new StoreBusy(
      `Cannot repair the store: another process writes to it, and ${faulty.length} pages differ. Audit again when it is done.`,
    );
  }
  try {
    for (const result of faulty) {
      await lastValueFrom(result.repair(client), { defaultValue: undefined });
    }
  } finally {
    await release?.();
  }
}

/** Random numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    // mulberry32: small, and even enough to choose pages by.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
