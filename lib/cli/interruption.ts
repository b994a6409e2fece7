import { defer, fromEvent, type Observable, of } from "rxjs";
import type { Io } from "./io.ts";

/** Emits when the user wants an end, at once if that was before. */
export function interruption({ signal }: Io): Observable<unknown> {
  return defer(() => signal.aborted ? of(null) : fromEvent(signal, "abort"));
}
