import type { Observable } from "rxjs";
import { assertInteger } from "../util/validate.ts";
import { numberedPages } from "./numbered_pages.ts";
import { Pager, type PagerOptions } from "./pager.ts";

/** A page by its number. */
export interface NumberedPage {
  /**
   * The number of the page, 1 or more.
   *
   * @default {1}
   */
  page?: number | undefined;
  /** Items on a page. */
  perPage?: number | undefined;
}

/**
 * A page as it is requested.
 *
 * @throws {RangeError} With a number out of its range.
 */
export function pageQuery(
  { page = 1, perPage }: NumberedPage,
  most: number,
): { page: number; per_page?: number | undefined } {
  assertInteger(page, 1, Infinity, "page");
  if (perPage !== undefined) assertInteger(perPage, 1, most, "perPage");
  return { page, per_page: perPage };
}

/**
 * All of a list, each item once, 100 on a page unless the options say
 * otherwise; see {@linkcode numberedPages}.
 *
 * @param fetch Requests a page; throws where its options are invalid.
 * @param idOf The id of an item; `""` where it has none.
 */
export function listNumbered<T, Options extends NumberedPage & PagerOptions>(
  fetch: (options: Options) => Observable<readonly T[]>,
  idOf: (item: T) => string,
  options: Options,
): Pager<T> {
  const { perPage = 100 } = options;
  const request = (page: number) => fetch({ ...options, perPage, page });
  // Throws what is wrong with the options, and requests nothing.
  request(1);
  return new Pager(numberedPages(request, idOf, perPage), options);
}
