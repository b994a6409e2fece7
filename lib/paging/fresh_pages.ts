import { map } from "rxjs";
import type { NextPage, OpenPages } from "./page_loop.ts";

/** An item of a listing, which may have an id. */
interface Item {
  readonly id?: unknown;
}

/**
 * Makes a filter that lets each item pass once. Items without an id are told
 * apart by their JSON.
 */
export function firstSeen(): (item: Item) => boolean {
  const seen = new Set<unknown>();
  return (item) => seen.size < seen.add(item.id || JSON.stringify(item)).size;
}

/**
 * Pages of a listing whose end the server does not tell reliably: each item is
 * delivered once, and a page that brings no new one is the end.
 *
 * @param open Starts a run: gives what fetches its pages, in turn.
 */
export function freshPages<T extends Item>(
  open: () => NextPage<T>,
): OpenPages<T> {
  return () => {
    const next = open();
    const isNew = firstSeen();
    const read = (page: readonly T[] = []) => {
      const fresh = page.filter(isNew);
      return fresh.length > 0 ? fresh : undefined;
    };
    return { next: () => next().pipe(map(read)) };
  };
}
