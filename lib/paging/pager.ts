import {
  defer,
  type Observable,
  type ObservableInput,
  type ObservedValueOf,
} from "rxjs";
import { drainPages, type OpenPages } from "./page_loop.ts";
import { currentWork } from "./page_work.ts";
import { PageStream } from "./page_stream.ts";

/** Options of a pager. */
export interface PagerOptions {
  /**
   * Pages requested ahead, 0 or 1: 1 overlaps the next request with the work on
   * this page, at the price of a page that a `take()` may not need.
   *
   * @default {0}
   */
  prefetch?: 0 | 1 | undefined;
}

/**
 * All items of a paged listing. It **is** an Observable of them; it can also
 * be read in whole pages, pulled with `for await`, or worked through with its
 * method `concatMap()` at the pace of the work, which the operator of that name in
 * a `pipe()` does not wait for.
 *
 * It completes after the last page. It errors with the error of a request, or
 * with {@linkcode StalledPager} where the server repeats itself.
 *
 * @example The whole history of a group, one message at a time
 * ```ts
 * import { Client } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * for await (const message of client.groups.messages("1234").listAll()) {
 *   console.log(message.createdAt, message.text);
 * }
 * ```
 */
export class Pager<T> extends PageStream<T> {
  /** Reads the pages that `open` gives; nothing is requested yet. */
  constructor(open: OpenPages<T>, options: PagerOptions = {}) {
    super(open, options.prefetch);
  }

  /** Emits whole pages, those with items, and completes after the last one. */
  pages(): Observable<readonly T[]> {
    return defer(() => {
      const work = currentWork();
      return drainPages(this.open, this.prefetch, (page) => work([page]));
    });
  }
}

/** Members of {@linkcode Pager} that it has in common with a tail. */
export interface Pager<T> {
  /**
   * As RxJS `concatMap`, except that the next page is not requested before all
   * work on this one has completed: memory is one page, whatever the pace.
   */
  concatMap<O extends ObservableInput<unknown>>(
    project: (item: T) => O,
  ): Observable<ObservedValueOf<O>>;
  /** Pulls item after item; the next page is requested when one asks for it. */
  readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<T>;
}
