import { type Observable, of, switchMap, tap } from "rxjs";
import type { Client } from "../client.ts";
import { compareIds } from "../util/ids.ts";
import {
  listConversations,
  type ListedConversation,
  listTopics,
  type SendRequest,
} from "./conversation_list.ts";
import type { FullMirrorOptions } from "./options.ts";
import type { MirrorStore } from "./store.ts";
import { StoreError } from "./store_errors.ts";

/**
 * For so long a run that was interrupted is gone on with; a live one begins again
 * after it. In ms.
 */
const RUN_MS = 86_400_000;

/** The state of the last run, as a store keeps it. */
interface LastRun {
  /** When it started, in ms since 1970. */
  readonly asOf: number;
  readonly isComplete: boolean;
  /** The conversations whose newest messages it has read again. */
  readonly swept: readonly string[];
}

/** The keys of the texts that a mirror keeps in its store. */
export const META = {
  account: "account",
  conversations: "conversations",
  deleted: "deleted",
  lateness: "lateness",
  media: "media",
  rate: "rate",
  run: "run",
} as const;

/** Reads the conversations of a store, as they were last listed. */
async function listedConversations(
  store: MirrorStore,
): Promise<readonly ListedConversation[]> {
  const text = await store.meta?.get(META.conversations);
  return text === undefined ? [] : JSON.parse(text);
}

/** The conversations that were chosen to be copied into a store. */
export async function storedConversations(
  store: MirrorStore,
): Promise<readonly ListedConversation[]> {
  const all = await listedConversations(store);
  return all.filter(({ isMirrored }) => isMirrored);
}

/**
 * Whether the last run has gone to its end, so that a store with nothing in it
 * is whole.
 */
export async function isRunComplete(store: MirrorStore): Promise<boolean> {
  const text = await store.meta?.get(META.run);
  const last: LastRun | undefined = text && JSON.parse(text);
  return last?.isComplete ?? false;
}

/**
 * A store is of one account: chats of another would be mixed up with its own.
 *
 * @param own The account that the token is of.
 * @throws {StoreError} When they differ.
 */
export function assertSameAccount(
  account: string,
  own: string,
  purpose: string,
): void {
  if (own === account) return;
  throw new StoreError(
    `Cannot ${purpose} this store: it is of the account ${account}, and the token is of ${own}. Choose another store.`,
  );
}

/** The state that a mirror keeps from run to run. */
export class RunState {
  /** When the run started that this one goes on with, in ms since 1970. */
  asOf = 0;
  readonly #client: Client;
  readonly #store: MirrorStore;
  readonly #options: FullMirrorOptions;
  readonly #known = new Map<string, ListedConversation>();
  #account: string | undefined;
  #swept = new Set<string>();

  constructor(client: Client, store: MirrorStore, options: FullMirrorOptions) {
    this.#client = client;
    this.#store = store;
    this.#options = options;
  }

  /**
   * Reads what the last run has left.
   *
   * @returns The rate that it has learnt, in requests a second.
   */
  async load(): Promise<number | undefined> {
    const { meta } = this.#store;
    this.#account = await meta?.get(META.account);
    for (const it of await listedConversations(this.#store)) {
      this.#known.set(it.name, it);
    }
    const text = await meta?.get(META.run);
    const last: LastRun | undefined = text && JSON.parse(text);
    const now = this.#client.session.scheduler.now();
    const goesOn = last && !last.isComplete && now - last.asOf < RUN_MS;
    // Later than the last run's, whatever the clock says.
    this.asOf = goesOn ? last.asOf : Math.max(now, (last?.asOf ?? 0) + 1);
    this.#swept = new Set(goesOn ? last.swept : []);
    await this.#saveRun(false);
    await meta?.set(META.deleted, this.#options.deleted);
    await meta?.set(META.lateness, String(this.#options.allowedLateness));
    return Number(await meta?.get(META.rate)) || undefined;
  }

  /** Makes a new run of one that is live for a day: newest messages are read again. */
  async renew(): Promise<void> {
    const now = this.#client.session.scheduler.now();
    if (now - this.asOf < RUN_MS) return;
    this.asOf = now;
    this.#swept.clear();
    await this.#saveRun(false);
  }

  /** Lists the conversations that are to be mirrored, as they are now. */
  list(send: SendRequest): Observable<readonly ListedConversation[]> {
    const account = this.#account === undefined
      ? this.#client.user.id
      : of(this.#account);
    const isNews = (it: ListedConversation) => {
      const known = this.#known.get(it.name);
      return known?.lastId !== it.lastId || !!known?.isGone;
    };
    return account.pipe(
      switchMap((account) =>
        listConversations(send, account, isNews).pipe(
          switchMap(({ conversations, ownId }) =>
            this.#checkAccount(account, ownId).pipe(
              tap(() => this.#learn(conversations)),
            )
          ),
        )
      ),
      switchMap(() => listTopics(send, this.#parentIds())),
      switchMap(async (topics) => {
        this.#learn(topics);
        const chosen = [...this.#known.values()].filter((it) =>
          !it.isGone && this.#options.conversations(it)
        );
        for (const it of chosen) {
          this.#known.set(it.name, { ...it, isMirrored: true });
        }
        await this.#saveConversations();
        return chosen;
      }),
    );
  }

  /** Whether the newest messages of a conversation were read again by this run. */
  isSwept(name: string): boolean {
    return this.#swept.has(name);
  }

  /** Remembers that they were. */
  async setSwept(name: string): Promise<void> {
    this.#swept.add(name);
    await this.#saveRun(false);
  }

  /** Remembers that a conversation can be read no more. */
  setGone(name: string): void {
    const known = this.#known.get(name);
    if (known) this.#known.set(name, { ...known, isGone: true });
  }

  /** Remembers that a run has ended, and the rate that it has learnt. */
  async finish(rate: number, isComplete: boolean): Promise<void> {
    await this.#saveConversations();
    await this.#store.meta?.set(META.rate, String(rate));
    await this.#saveRun(isComplete);
  }

  #checkAccount(
    account: string,
    ownId: string | undefined,
  ): Observable<string> {
    const isNew = this.#account === undefined;
    const own = isNew || ownId !== undefined
      ? of(ownId ?? account)
      : this.#client.user.id;
    return own.pipe(
      switchMap(async (id) => {
        assertSameAccount(account, id, "mirror into");
        if (isNew) await this.#store.meta?.set(META.account, account);
        return this.#account = account;
      }),
    );
  }

  #learn(listed: readonly ListedConversation[]): void {
    for (const it of listed) {
      const { isMirrored } = this.#known.get(it.name) ?? {};
      this.#known.set(it.name, { ...it, isMirrored });
    }
  }

  #parentIds(): readonly string[] {
    return [...this.#known.values()]
      .filter(({ hasTopics, isGone }) => hasTopics && !isGone)
      .flatMap(({ key }) => "groupId" in key ? key.groupId : [])
      .toSorted(compareIds);
  }

  async #saveConversations(): Promise<void> {
    const text = JSON.stringify([...this.#known.values()]);
    const { meta } = this.#store;
    if (text === await meta?.get(META.conversations)) return;
    await meta?.set(META.conversations, text);
  }

  async #saveRun(isComplete: boolean): Promise<void> {
    const run: LastRun = {
      asOf: this.asOf,
      isComplete,
      swept: isComplete ? [] : [...this.#swept],
    };
    await this.#store.meta?.set(META.run, JSON.stringify(run));
  }
}
