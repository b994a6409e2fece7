import { assert } from "@std/assert";
import type { Page } from "playwright-core";

/** So long a task may take, in ms, as browsers count. */
export const LONG_MS = 50;

/** An event of a trace, as far as it is read. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Time of the processor, in microseconds. */
  readonly tdur?: number;
  readonly args?: { readonly name?: string };
}

/** What was done, and the tasks of the main threads meanwhile. */
export interface Traced<T> {
  readonly result: T;
  /** What each task took of the processor, in ms, the longest first. */
  readonly tasks: readonly number[];
}

/**
 * Does something in a page, and takes the times of all tasks. Those are of the
 * processor: what else the machine does meanwhile is not in them.
 */
export async function traced<T>(
  page: Page,
  work: () => Promise<T>,
): Promise<Traced<T>> {
  const browser = page.context().browser();
  assert(browser);
  await browser.startTracing(page, { categories: ["toplevel"] });
  const result = await work();
  const buffer = await browser.stopTracing();
  const { traceEvents }: { traceEvents: readonly TraceEvent[] } = JSON.parse(
    new TextDecoder().decode(buffer),
  );
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) =>
        name === "thread_name" && args?.name === "CrRendererMain"
      )
      .map(threadOf),
  );
  const tasks = traceEvents
    .filter((it) => it.name.endsWith("RunTask") && threads.has(threadOf(it)))
    .map(({ tdur = 0 }) => tdur / 1_000)
    .toSorted((a, b) => b - a);
  assert(tasks.length > 0, "no task was seen");
  return { result, tasks };
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}
