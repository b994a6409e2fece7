/** The sizes of pages. */
export interface PageSizes {
  /** The default size. */
  readonly perPage: number;
  /** The maximum size. */
  readonly maxPerPage: number;
}

/** The items of the page that a query asks for, none past the end. */
export function pageOf<T>(
  items: readonly T[],
  query: URLSearchParams,
  { perPage, maxPerPage }: PageSizes,
): readonly T[] {
  const size = Math.min(whole(query.get("per_page")) ?? perPage, maxPerPage);
  const page = whole(query.get("page")) ?? 1;
  return items.slice((page - 1) * size, page * size);
}

function whole(text: string | null): number | undefined {
  const value = Number(text);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}
