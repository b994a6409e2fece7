import {
  catchError,
  concat,
  concatMap,
  defer,
  EMPTY,
  finalize,
  ignoreElements,
  merge,
  NEVER,
  type Observable,
  share,
  Subject,
} from "rxjs";
import type { MessageData } from "../wire/message.ts";
import type { CacheInside } from "./cache.ts";
import { Changes } from "./changes.ts";
import type { Context } from "./context.ts";
import { liveEnd } from "./live_end.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import { timelineOptions } from "./checked_options.ts";
import { identify } from "./identify.ts";
import { insideOf } from "./inside.ts";
import { Mail } from "./mail.ts";
import { members } from "./members.ts";
import { navigate } from "./navigate.ts";
import type { Intent, TimelineOptions } from "./options.ts";
import { Pages } from "./pages.ts";
import { Polls } from "./polls.ts";
import { findMissing } from "./presence.ts";
import { followPush } from "./pushed.ts";
import type { ReadInside } from "./read_place_of.ts";
import { refresh } from "./refresh.ts";
import { Store } from "./store.ts";
import { closedBy } from "./status.ts";
import { calendar } from "./time_zone.ts";
import type { Timeline } from "./types.ts";
import type { TypingInside } from "./typing_of.ts";

/** The parts of a live timeline, and the run that all its subscribers share. */
export class Core<M extends TimelineMessage> {
  /** Snapshots: that of now at once; it runs while it is subscribed to. */
  readonly timeline$: Observable<Timeline<M>>;
  readonly context: Context<M>;
  readonly changes: Changes<M>;
  readonly mail: Mail<M>;
  /** Takes the intents of methods, which no operator could be called from. */
  readonly intents: Subject<Intent> = new Subject<Intent>();
  readonly #cache: CacheInside | undefined;
  readonly #read: ReadInside | undefined;
  readonly #typing: TypingInside | undefined;

  /**
   * Makes the parts; nothing is requested yet.
   *
   * @throws {TypeError} With an option of another kind.
   * @throws {RangeError} With a number out of its range.
   */
  constructor(
    host: TimelineHost<M>,
    given: TimelineOptions<M>,
    obey: (intent: Intent) => void,
  ) {
    const options = timelineOptions(given);
    const { show = isShown, size, page, timeZone, emitEvery } = options;
    const { cache, read, typing } = options;
    this.#cache = cache && insideOf(cache, "cache", "cacheOf");
    this.#read = read && insideOf(read, "read", "readPlace");
    this.#typing = typing && insideOf(typing, "typing", "typingVia");
    const store = new Store<M>(
      {
        read: host.source.read,
        show: (message) => {
          try {
            return show(message);
          } catch {
            // One message that it cannot judge hides no others.
            return true;
          }
        },
        dayOf: calendar(timeZone),
        size,
        page,
        unread: this.#read?.counting,
      },
      host.session.scheduler,
      emitEvery,
    );
    this.changes = new Changes(host, store);
    this.mail = new Mail(host, store, options.outbox);
    const polls = new Polls(host, store, options);
    this.context = {
      host,
      options,
      store,
      pages: new Pages(host, store, page, polls),
      polls,
      intents$: this.intents,
      visible$: options.visible$.pipe(share()),
      written$: new Subject<MessageData>(),
    };
    const wanted = options.intents$.pipe(
      concatMap((intent) =>
        defer(() => {
          obey(intent);
          return EMPTY;
        }).pipe(
          // Nothing that is wanted can end a timeline.
          catchError(() => EMPTY),
        )
      ),
    );
    const restored = defer(() => this.#cache?.restore(this.context) ?? EMPTY)
      .pipe(ignoreElements(), share());
    // Last, as it may emit at once what the parts have to hear.
    const run = defer(() => merge(this.#run(restored), wanted)).pipe(share());
    // First what was kept, so that the first snapshot has rows.
    this.timeline$ = merge(
      restored,
      store.timeline$,
      run,
    );
  }

  #run(restored: Observable<never>): Observable<never> {
    const { context } = this;
    const { store } = context;
    return merge(
      // It goes on after what was kept, which it has to know for that.
      concat(restored, liveEnd(context)),
      identify(context),
      members(context),
      navigate(context),
      followPush(context),
      findMissing(context),
      refresh(context),
      this.#read?.along(context) ?? EMPTY,
      this.#typing?.along(context) ?? EMPTY,
      this.#cache?.keep(context) ?? EMPTY,
      this.mail.run(),
      this.changes.run(),
    ).pipe(
      ignoreElements(),
      // A timeline never errors, whatever its parts do.
      catchError((error) => {
        store.soon({ type: "status", status: closedBy(error) });
        return NEVER;
      }),
      finalize(() => {
        store.soon({ type: "left" });
        const { status } = store.value;
        // A refusal stays to be seen.
        if (status.state === "closed") return store.now();
        const state = "offline";
        store.now({
          type: "status",
          status: { state, code: "stopped", reason: "stopped" },
        });
      }),
    );
  }
}

/** Notices of edits and deletions show in the message that they are about. */
function isShown({ data }: TimelineMessage): boolean {
  return !/^message\.(update|deleted)$/.test(`${data.event?.type}`);
}
