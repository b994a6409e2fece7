import {
  catchError,
  concatMap,
  defer,
  EMPTY,
  expand,
  from,
  ignoreElements,
  lastValueFrom,
  type Observable,
  of,
  reduce,
  switchMap,
  throwError,
  toArray,
} from "rxjs";
import { changeOf, type MessageChange } from "../changes/message_change.ts";
import type { Client } from "../client.ts";
import { Forbidden, NotFound } from "../errors.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import { compareIds } from "../util/ids.ts";
import { toId } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { ReadPage } from "./copy.ts";
import type { ListedConversation } from "./conversation_list.ts";
import {
  type Coverage,
  type IdRange,
  maxId,
  previousId,
  rangeOf,
  removeFromCoverage,
} from "./coverage.ts";
import type { LearnedRate } from "../transport/learned_rate.ts";
import { provenRange } from "./proof.ts";
import { readPageOf } from "./read_page.ts";
import { META } from "./run_state.ts";
import { MAX_DISAGREEMENT_S, timeOfId } from "./server_clock.ts";
import type { MirrorStore } from "./store.ts";

/** Messages that a probe compares, about. */
const PROBE_LENGTH = 200;
/** A change of the very last second may have come after the copy. */
const CLOCK_GRAIN_MS = 1_000;

/** How a page compares. */
export interface ProbeResult {
  readonly name: string;
  readonly compared: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  readonly stale: readonly string[];
  /** Opens the page again, and takes out what is gone from the server. */
  repair(client: Client): Observable<unknown>;
}

/** Compares random pages of one conversation. */
export class Probe {
  readonly #client: Client;
  readonly #store: MirrorStore;
  readonly #listed: ListedConversation;
  readonly #coverage: Coverage;
  readonly #read: ReadPage;
  /** The changes since the copy; read once they are needed. */
  #news: Promise<ReadonlySet<string>> | undefined;

  constructor(
    client: Client,
    store: MirrorStore,
    listed: ListedConversation,
    coverage: Coverage,
    rate: LearnedRate,
  ) {
    this.#client = client;
    this.#store = store;
    this.#listed = listed;
    this.#coverage = coverage;
    this.#read = readPageOf(client, listed.key, rate);
  }

  get #top(): string {
    return this.#coverage.at(-1)?.to ?? "0";
  }

  /** Compares the page that follows a random id; nothing where none can be had. */
  run(random: () => number): Observable<ProbeResult> {
    const { name } = this.#listed;
    return defer(async () => {
      const [oldest] = await this.#store.read(name, { after: "0", limit: 1 });
      const first = oldest ? previousId(toId(oldest.id)) : "0";
      const id = randomId(this.#coverage, first, random);
      const range = { after: id, limit: PROBE_LENGTH };
      const rows = await this.#store.read(name, range);
      // By the id of a message, which every server takes.
      const last = rows.length < PROBE_LENGTH ? undefined : rows.at(-1)?.id;
      return { beforeId: last === undefined ? undefined : toId(last) };
    }).pipe(
      switchMap((anchor) =>
        this.#read(anchor).pipe(
          concatMap((page) => {
            const ids = page.filter(isRegular).map(({ id }) => id);
            if (ids.length === 0 && page.length > 0) return EMPTY;
            const proven = provenRange(anchor, ids, this.#top);
            return proven ? this.#compare(page, proven) : EMPTY;
          }),
        )
      ),
      // It is gone, as a group that was left: its copy is the last there is.
      catchError((error) =>
        error instanceof NotFound || error instanceof Forbidden
          ? EMPTY
          : throwError(() => error)
      ),
    );
  }

  async #compare(
    page: readonly AnyMessage[],
    { from, to }: IdRange,
  ): Promise<ProbeResult> {
    const { name } = this.#listed;
    const isIn = (id: string) =>
      compareIds(id, from) > 0 && compareIds(id, to) <= 0 &&
      rangeOf(this.#coverage, id) !== undefined;
    const listed = new Map(
      page.filter(({ id }) => isIn(id)).map(({ id, data }) =>
        [id, data as MessageData] as const
      ),
    );
    const stored = new Map<string, MessageData>();
    let after = from;
    for (;;) {
      const range = { after, limit: PROBE_LENGTH };
      const rows = await this.#store.read(name, range);
      for (const row of rows) {
        if (isIn(toId(row.id))) stored.set(toId(row.id), row);
      }
      after = toId(rows.at(-1)?.id);
      if (rows.length < PROBE_LENGTH || compareIds(after, to) > 0) break;
    }
    const missing = [...listed.keys()].filter((id) => !stored.has(id));
    const stale = [...listed].filter(([id, row]) =>
      this.#isStale(row, stored.get(id))
    ).map(([id]) => id);
    const gone = [...stored].filter(([id, row]) =>
      !listed.has(id) && !row.deleted_at
    ).map(([id]) => id);
    const news = gone.length > 0 ? await this.#changedSince() : new Set();
    const extra = gone.filter((id) => !news.has(id));
    return {
      name,
      compared: listed.size,
      missing,
      extra,
      stale,
      repair: () => this.#repair({ from, to }, extra),
    };
  }

  #isStale(row: MessageData, stored: MessageData | undefined): boolean {
    if (!stored) return false;
    const changedAt = Math.max(
      Number(row.updated_at ?? 0),
      Number(row.deleted_at ?? 0),
    ) * 1_000;
    // The next run reads of it: it was told after the last one.
    if (changedAt + CLOCK_GRAIN_MS > timeOfId(this.#top)) return false;
    const isKept = !!stored.deleted_at && !!row.deleted_at;
    return !isKept &&
      (row.text !== stored.text || !row.deleted_at !== !stored.deleted_at ||
        (row.updated_at ?? 0) !== (stored.updated_at ?? 0));
  }

  /** The messages whose changes were told of after the copy was made. */
  #changedSince(): Promise<ReadonlySet<string>> {
    const readPage = (beforeId?: string) => this.#read({ beforeId });
    const news = readPage().pipe(
      expand((page) => {
        const oldest = page.at(-1)?.id;
        return oldest && compareIds(oldest, this.#top) > 0
          ? readPage(oldest)
          : EMPTY;
      }),
      reduce(
        (ids, page) =>
          page.filter(({ id }) => compareIds(id, this.#top) > 0)
            .map(changeOf).reduce(
              (all, change) => change ? all.add(change.messageId) : all,
              ids,
            ),
        new Set<string>(),
      ),
    );
    return this.#news ??= lastValueFrom(news);
  }

  #repair(range: IdRange, extra: readonly string[]): Observable<unknown> {
    const { name, key } = this.#listed;
    const messages = "groupId" in key
      ? this.#client.groups.messages(key.groupId)
      : this.#client.chats.messages(key.otherUserId);
    const now = new Date(this.#client.session.scheduler.now());
    const removalOf = (messageId: string): MessageChange => ({
      type: "removed",
      messageId,
      at: now,
      by: undefined,
      actor: "admin",
    });
    const gone = from(extra).pipe(
      concatMap((id) => {
        const found: Observable<unknown> = messages.get(id);
        return found.pipe(
          ignoreElements(),
          catchError((error) =>
            error instanceof NotFound
              ? of(removalOf(id))
              : throwError(() => error)
          ),
        );
      }),
      toArray(),
    );
    return gone.pipe(
      concatMap(async (changes) => {
        const coverage = await this.#store.coverage(name);
        const deleted = await this.#store.meta?.get(META.deleted);
        await this.#store.write({
          name,
          rows: [],
          changes,
          coverage: removeFromCoverage(coverage, range),
          deleted: deleted === "keep" ? "keep" : "follow",
        });
      }),
    );
  }
}

/** Whether the id of a message fits its time. */
function isRegular({ id, data: { created_at } }: AnyMessage): boolean {
  return typeof created_at !== "number" ||
    Math.abs(timeOfId(id) / 1_000 - created_at) <= MAX_DISAGREEMENT_S;
}

/** A random id within a coverage, not older than the first message. */
function randomId(
  coverage: Coverage,
  first: string,
  random: () => number,
): string {
  const parts = coverage.map(({ from, to }) => ({
    from: maxId(from, first),
    to,
  }))
    .filter(({ from, to }) => compareIds(from, to) < 0)
    .map(({ from, to }) => ({ from, size: Number(BigInt(to) - BigInt(from)) }));
  let place = random() * parts.reduce((sum, { size }) => sum + size, 0);
  for (const { from, size } of parts) {
    if (place < size) return String(BigInt(from) + BigInt(Math.floor(place)));
    place -= size;
  }
  return first;
}
