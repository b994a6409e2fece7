import type { Page } from "playwright-core";

/** What Chromium counts of a page, garbage aside. */
export interface Gauges {
  readonly listeners: number;
  readonly nodes: number;
  /** In bytes. */
  readonly heap: number;
}

/** Gives what reads the gauges of a page. */
export async function gaugeOf(page: Page): Promise<() => Promise<Gauges>> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  return async () => {
    for (let i = 0; i < 3; i++) {
      await session.send("HeapProfiler.collectGarbage");
    }
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (wanted: string) =>
      metrics.find(({ name }) => name === wanted)?.value ?? 0;
    return {
      listeners: of("JSEventListeners"),
      nodes: of("Nodes"),
      heap: of("JSHeapUsedSize"),
    };
  };
}
