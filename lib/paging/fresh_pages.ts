import { map } from "rxjs";
import type { NextPage, OpenPages } from "./page_loop.ts";

/**
 * Pages of a listing whose end the server does not tell reliably: each item is
 * delivered once, and a page that brings no new one is the end. Items without an
 * id are told apart by their JSON.
 *
 * @param open Starts a run: gives what fetches its pages, in turn.
 */
export function freshPages<T extends { readonly id?: unknown }>(
  open: () => NextPage<T>,
): OpenPages<T> {
  return () => {
    const next = open();
    const seen = new Set<unknown>();
    const isNew = (item: T) =>
      seen.size < seen.add(item.id || JSON.stringify(item)).size;
    const read = (page: readonly T[] = []) => {
      const fresh = page.filter(isNew);
      return fresh.length > 0 ? fresh : undefined;
    };
    return { next: () => next().pipe(map(read)) };
  };
}
