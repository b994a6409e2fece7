import {
  concatMap,
  from,
  Observable,
  type ObservableInput,
  type ObservedValueOf,
} from "rxjs";
import { assertInteger } from "../util/validate.ts";
import { currentWork } from "./page_work.ts";
import { drainPages, iterate, type OpenPages } from "./page_loop.ts";

/**
 * A stream whose items arrive a page at a time. As an Observable it flows; by
 * `concatMap()` and `for await` it is pulled, at the pace of its consumer.
 *
 * Cold: each subscription and each loop is a run of its own, and ending it aborts
 * its request under way.
 */
export class PageStream<T> extends Observable<T> {
  /**
   * Starts one run.
   *
   * @internal
   */
  protected readonly open: OpenPages<T>;
  /** How many pages are requested ahead. */
  protected readonly prefetch: number;
  /** Pulls item after item; the next page is requested when one asks for it. */
  declare readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<T>;

  /** Makes a stream of the pages that `open` gives; nothing is requested yet. */
  protected constructor(open: OpenPages<T>, prefetch = 0) {
    assertInteger(prefetch, 0, 1, "prefetch");
    super((subscriber) =>
      drainPages(open, prefetch, currentWork()).subscribe(subscriber)
    );
    this.open = open;
    this.prefetch = prefetch;
    // No method, as one with such a name keeps bundlers from leaving this out.
    this[Symbol.asyncIterator] = () => iterate(open, prefetch);
  }

  /**
   * As RxJS `concatMap`, except that the next page is not requested before all
   * work on this one has completed: memory is one page, whatever the pace.
   *
   * @param project Makes the work on one item; its values are passed on.
   */
  concatMap<O extends ObservableInput<unknown>>(
    project: (item: T) => O,
  ): Observable<ObservedValueOf<O>> {
    return drainPages(
      this.open,
      this.prefetch,
      (page) => from(page).pipe(concatMap(project)),
    );
  }
}
