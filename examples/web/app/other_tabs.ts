import { defer, filter, finalize, fromEvent, type Observable } from "rxjs";

const open = (): BroadcastChannel => new BroadcastChannel("rxgroupme sign-out");

/** Lets the other tabs of an account know that somebody has signed out. */
export function tellSignedOut(account: string): void {
  const channel = open();
  channel.postMessage(account);
  channel.close();
}

/** Emits when somebody has signed out of an account in another tab. */
export function signedOut$(account: string): Observable<unknown> {
  return defer(() => {
    const channel = open();
    return fromEvent<MessageEvent>(channel, "message").pipe(
      filter(({ data }) => data === account),
      finalize(() => channel.close()),
    );
  });
}
