import { type Observable, Subject } from "rxjs";

// A Subject, since buttons of several parts open it.
const opened = new Subject<true>();

/** Emits when the dialog is to be opened in which one signs in. */
export const accountDialog$: Observable<true> = opened.asObservable();

/** Opens the dialog in which one signs in. */
export function openAccountDialog(): void {
  opened.next(true);
}
