import {
  catchError,
  concat,
  defer,
  EMPTY,
  endWith,
  expand,
  filter,
  from,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  of,
  range,
  switchMap,
  tap,
  throwError,
} from "rxjs";
import type { Client } from "../client.ts";
import {
  BadResponse,
  DeviceVerificationRequired,
  RateLimited,
  StalledPager,
  Unauthorized,
} from "../errors.ts";
import { alongside } from "../util/alongside.ts";
import { compareIds } from "../util/ids.ts";
import { monotonicClock } from "../util/monotonic_clock.ts";
import type { ListedConversation, SendRequest } from "./conversation_list.ts";
import { ConversationCopy, type CopyContext, type CopyStep } from "./copy.ts";
import { BEGINNING } from "./coverage.ts";
import { LearnedRate } from "../transport/learned_rate.ts";
import { isFatal } from "../transport/retry.ts";
import { liveSignals, repeatAfterOutage, repeatOnSignal } from "./live.ts";
import { keepPictures } from "./media.ts";
import { keepStoredPictures } from "./stored_pictures.ts";
import type { FullMirrorOptions } from "./options.ts";
import { type MirrorProgress, ProgressMeter } from "./progress.ts";
import { atLearnedRate, readPageOf } from "./read_page.ts";
import { RunState } from "./run_state.ts";
import { idAt, ServerClock } from "./server_clock.ts";
import type { MirrorStore } from "./store.ts";
import { StoreBusy } from "./store_errors.ts";
import { asOnlyWriter } from "./store_lock.ts";

/** Newer than every message. */
const LATEST_ID = "999999999999999999";
/** Conversations that may fail in a row before it is the server that does. */
const MAX_FAILURES_IN_A_ROW = 3;

/** One run of a mirror. */
export class MirrorRun {
  readonly #client: Client;
  readonly #options: FullMirrorOptions;
  readonly #store: MirrorStore;
  readonly #meter: ProgressMeter;
  readonly #state: RunState;
  readonly #clock: ServerClock;
  #rate: LearnedRate;
  #copies: readonly ConversationCopy[] = [];
  /** The write under way, after which the store may be let go. */
  #writing: Promise<unknown> = Promise.resolve();
  /** Of one conversation alone: told when the others are done. */
  #failure: { readonly error: unknown } | undefined;
  #failuresInARow = 0;
  /** Whether GroupMe has told which conversations there are. */
  #isListed = false;

  constructor(client: Client, store: MirrorStore, options: FullMirrorOptions) {
    const { scheduler } = client.session;
    this.#client = client;
    this.#options = options;
    this.#store = store;
    this.#meter = new ProgressMeter(scheduler);
    this.#clock = new ServerClock(monotonicClock(scheduler));
    this.#rate = new LearnedRate(scheduler);
    this.#state = new RunState(client, store, options);
  }

  /** Runs, as the only writer of the store. */
  run(): Observable<MirrorProgress> {
    const { scheduler } = this.#client.session;
    const begin = defer(() => this.#state.load()).pipe(
      tap((rate) => this.#rate = new LearnedRate(scheduler, rate)),
      ignoreElements(),
    );
    const tell = (state: MirrorProgress["state"]) =>
      defer(() => of(this.#meter.tell(state)));
    const work = this.#options.live
      ? repeatOnSignal(
        liveSignals(this.#client),
        repeatAfterOutage(
          concat(this.#pass(), tell("live")),
          this.#client.session,
          // A run that never began has nothing to wait for.
          (error) =>
            !this.#isListed ||
            isFatal(error) && !(error instanceof StoreBusy),
          ({ message }) => this.#meter.tell("waiting", { reason: message }),
        ),
        scheduler,
      )
      : concat(this.#pass(), tell("done"));
    return asOnlyWriter(
      this.#store,
      scheduler,
      this.#watched(concat(begin, work)),
      () => this.#meter.tell("waiting", { reason: "another run writes to it" }),
      () => this.#writing.catch(() => {}),
    );
  }

  /** Lists what there is, and reads what is missing. */
  #pass(): Observable<MirrorProgress> {
    const prepare = defer(() => this.#state.renew()).pipe(
      switchMap(() => this.#state.list(this.#send)),
      switchMap((all) => this.#prepare(all)),
      ignoreElements(),
    );
    const copy = range(0, this.#options.concurrency).pipe(
      mergeMap(() => this.#next().pipe(expand(() => this.#next()))),
    );
    const finish = defer(() =>
      this.#state.finish(
        this.#rate.perSecond,
        !this.#failure,
      )
    ).pipe(
      switchMap(() => {
        const failed = this.#failure;
        this.#failure = undefined;
        return failed ? throwError(() => failed.error) : EMPTY;
      }),
    );
    return concat(prepare, copy, this.#keepStoredPictures(), finish);
  }

  async #prepare(all: readonly ListedConversation[]): Promise<void> {
    const { lookback, onlyNewerThan, allowedLateness, deleted } = this.#options;
    const { scheduler } = this.#client.session;
    for (const { lastId } of all) this.#clock.see(lastId);
    const context: CopyContext = {
      store: this.#store,
      write: (batch) => {
        const written = (async () => await this.#store.write(batch))();
        this.#writing = written;
        return written;
      },
      clock: this.#clock,
      asOf: this.#state.asOf,
      allowedLateness,
      floor: onlyNewerThan ? idAt(+onlyNewerThan - 1) : BEGINNING,
      // A device's clock that is wrong costs requests here, and no message.
      lookbackFloor: lookback > 0
        ? idAt(Math.max(this.#clock.now(), scheduler.now()) - lookback)
        : LATEST_ID,
      send: this.#send,
      deleted,
    };
    const copies: ConversationCopy[] = [];
    for (const listed of all) {
      const coverage = await this.#store.coverage(listed.name);
      const isSwept = this.#state.isSwept(listed.name);
      copies.push(
        new ConversationCopy(
          listed,
          coverage,
          readPageOf(this.#client, listed.key, this.#rate),
          context,
          isSwept,
        ),
      );
    }
    this.#isListed = true;
    this.#copies = copies;
    this.#meter.start(copies);
  }

  readonly #send: SendRequest = (request) =>
    atLearnedRate(
      this.#client.session,
      this.#rate,
      this.#client.session.request(request),
    );

  /** Reads a page of the conversation whose next page is the newest. */
  #next(): Observable<MirrorProgress> {
    return defer(() => {
      let copy: ConversationCopy | undefined;
      for (const it of this.#copies) {
        if (it.isBusy || it.isDone) continue;
        if (!copy || compareIds(it.nextTop, copy.nextTop) > 0) copy = it;
      }
      return copy ? this.#read(copy) : EMPTY;
    });
  }

  #read(copy: ConversationCopy): Observable<MirrorProgress> {
    copy.isBusy = true;
    const wasSweeping = copy.isSweeping;
    return copy.step().pipe(
      switchMap((step) =>
        concat(
          this.#keepPictures(step),
          wasSweeping && !copy.isSweeping
            ? from(this.#state.setSwept(copy.listed.name))
            : EMPTY,
        ).pipe(ignoreElements(), endWith(step))
      ),
      map((step) => {
        copy.isBusy = false;
        this.#failuresInARow = 0;
        this.#meter.messages += step.added;
        if (step.isGone) this.#state.setGone(copy.listed.name);
        return this.#meter.after(copy, step.isGone ? "gone" : undefined);
      }),
      catchError((error) => {
        this.#failuresInARow += 1;
        const isItsOwn = isOfOneConversation(error) &&
          this.#failuresInARow < MAX_FAILURES_IN_A_ROW;
        if (!isItsOwn) return throwError(() => error);
        copy.isBusy = false;
        copy.isGivenUp = true;
        this.#failure ??= { error };
        return of(this.#meter.after(copy, error.message));
      }),
    );
  }

  #keepPictures({ rows }: CopyStep): Observable<unknown> {
    const { media } = this.#options;
    return media ? keepPictures(this.#client, media, rows) : EMPTY;
  }

  /** Those that no page of this run brought. */
  #keepStoredPictures(): Observable<MirrorProgress> {
    return defer(() => {
      const { media } = this.#options;
      if (!media) return EMPTY;
      const stored = this.#copies.map(({ listed, coverage }) => ({
        name: listed.name,
        title: listed.title,
        coverage,
      }));
      return keepStoredPictures(this.#client, media, this.#store, stored).pipe(
        map(({ name: conversation, title, coverage }) =>
          this.#meter.tell("reading", { conversation, title, coverage })
        ),
      );
    });
  }

  /** Counts requests, learns from refusals, and tells of waits. */
  #watched(work: Observable<MirrorProgress>): Observable<MirrorProgress> {
    const waits = this.#client.activity$.pipe(
      tap((it) => {
        if (it.type === "attempt") this.#meter.requests += 1;
        const isRefusal = (it.type === "retry" || it.type === "failure") &&
          it.error instanceof RateLimited;
        if (isRefusal) this.#rate.halve();
      }),
      filter((it) => it.type === "wait" && it.reason === "rateLimited"),
      map(() => this.#meter.tell("waiting", { reason: "rateLimited" })),
    );
    return work.pipe(alongside(waits));
  }
}

/** Whether an error is of one conversation, and not of the way to all of them. */
function isOfOneConversation(error: unknown): error is Error {
  if (error instanceof StalledPager) return true;
  return error instanceof BadResponse &&
    !(error instanceof Unauthorized) &&
    !(error instanceof RateLimited) &&
    !(error instanceof DeviceVerificationRequired);
}
