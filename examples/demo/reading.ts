import type { Client, Group } from "@rxgroupme/client";
import { lastValueFrom, take, tap, toArray } from "rxjs";
import { count } from "./budget.ts";
import type { Stage } from "./stage.ts";

/** Shows the groups, the most recently active first. */
export function showGroups(client: Client, stage: Stage): Promise<Group[]> {
  return lastValueFrom(
    client.groups.listAll().pipe(
      toArray(),
      tap((groups) =>
        stage.rows(groups.map(({ name = "?", messagesCount = 0, members }) => [
          name,
          stage.dim(
            `${count(messagesCount)} messages, ${
              count(members.length)
            } members`,
          ),
        ]))
      ),
    ),
  );
}

/**
 * Reads a history, newest first, and shows how far it is.
 *
 * @param total How many messages there are.
 * @param most How many of them are wanted.
 * @returns The ids of the messages, in the order in which they came.
 */
export async function readHistory(
  { messages }: Group,
  stage: Stage,
  total: number,
  most = Infinity,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const started = Date.now();
  const show = (total: number) => {
    const elapsed = (Date.now() - started) / 1000;
    const part = Math.min(1, ids.length / total);
    stage.progress(progressLine(ids.length, part, elapsed), part);
  };
  await lastValueFrom(
    messages.listAll().pages().pipe(
      take(Math.ceil(most / PAGE)),
      tap((page) => {
        ids.push(...page.map(({ id }) => id));
        // Full only at the end, of which the count may know nothing.
        show(Math.max(total, ids.length + 1));
      }),
    ),
    { defaultValue: undefined },
  );
  show(ids.length);
  return ids;
}

const PAGE = 100;
const WIDTH = 24;

function progressLine(done: number, part: number, seconds: number): string {
  const blocks = Math.floor(part * WIDTH);
  const bar = "█".repeat(blocks) + "░".repeat(WIDTH - blocks);
  const percent = `${Math.floor(part * 100)}%`.padStart(4);
  const rate = `${count(Math.round(done / seconds))}/s`;
  const time = part < 1
    ? `${(seconds / part - seconds).toFixed(1)} s left`
    : `in ${seconds.toFixed(1)} s`;
  return `  ${bar} ${percent}  ${count(done)} messages  ${rate}  ${time}`;
}
