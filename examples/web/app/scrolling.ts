/** How much is below what is seen, in px. */
export function belowIn(
  { scrollTop, clientHeight, scrollHeight }: Element,
): number {
  return scrollHeight - scrollTop - clientHeight;
}

/** Whether the newest row is seen. */
export function isAtEnd(list: Element): boolean {
  return belowIn(list) <= 40;
}

/** The first row of which something is seen, found by halving. */
export function firstSeen(list: HTMLElement): HTMLElement | undefined {
  const rows = list.querySelectorAll<HTMLElement>(".row");
  const { top } = list.getBoundingClientRect();
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const isAbove = rows[middle]!.getBoundingClientRect().bottom <= top;
    if (isAbove) low = middle + 1;
    else high = middle;
  }
  return rows[low];
}

/** The row of a key. */
export function rowOf(list: HTMLElement, key: string): HTMLElement | undefined {
  return list.querySelector<HTMLElement>(
    `.row[data-key="${CSS.escape(key)}"]`,
  ) ?? undefined;
}
