import process from "node:process";
import { createInterface } from "node:readline";
import {
  concat,
  concatMap,
  defer,
  delay,
  endWith,
  from,
  ignoreElements,
  type Observable,
  of,
  tap,
} from "rxjs";

const SCRIPT = ["!ping", "!roll", "!roll 20"];
/** Between two texts, in ms. */
const PAUSE_MS = 1_500;
/** What the last answer may take, in ms. */
const END_AFTER_MS = 4_000;

/**
 * Says the texts of a script, and then each line that is typed.
 *
 * @returns Emits once, soon after the last line.
 */
export function talk(say: (text: string) => void): Observable<unknown> {
  return concat(
    from(SCRIPT).pipe(concatMap((text) => of(text).pipe(delay(PAUSE_MS)))),
    // Not before its turn: lines that come when nothing reads them are lost.
    defer(() => createInterface({ input: process.stdin })),
  ).pipe(
    tap(say),
    ignoreElements(),
    endWith(true),
    delay(END_AFTER_MS),
  );
}
