import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import {
  catchError,
  EMPTY,
  exhaustMap,
  filter,
  ignoreElements,
  merge,
  type Observable,
  switchMap,
} from "rxjs";
import { type Account, openAccount, signOut } from "./account.ts";
import { removeKept } from "./kept_data.ts";
import { network$ } from "./network.ts";
import { signedOut$, tellSignedOut } from "./other_tabs.ts";
import { Page } from "./page.tsx";
import { whenLoaded$ } from "./parts.ts";

/** What is shown: an account, or none while it is left. */
interface Shown {
  readonly account?: Account;
  /** The name of the account that is left. */
  readonly left?: string;
  /** Rises with each, as whoever signs in again begins anew, by the new token. */
  readonly turn: number;
}

/** The page of one account after the other. */
export function App({ first }: { first: Account }): JSX.Element {
  const [{ account, left, turn }, show] = useState<Shown>({
    account: first,
    turn: 0,
  });
  const [problem, setProblem] = useState("");
  const change = (next: Omit<Shown, "turn">) => {
    location.hash = "";
    show({ ...next, turn: turn + 1 });
  };
  const leave = () => {
    if (!account) return;
    signOut();
    change({ left: account.name });
  };
  useEffect(() => {
    if (!account) return;
    const running = merge(
      sendWaiting(account).pipe(ignoreElements()),
      signedOut$(account.name),
    ).subscribe(leave);
    return () => running.unsubscribe();
  }, [account]);
  // Runs once the account's page is gone, and writes nothing any more.
  useEffect(() => {
    if (!left) return;
    removeKept(left).then(openAccount).then(
      (account) => change({ account }),
      (error) => setProblem(`${error}`),
    );
  }, [left]);
  if (!account) {
    return (
      <p class="empty" role={problem ? "alert" : "status"}>
        {problem
          ? "You are signed out, but what this browser keeps of you could not " +
            `be removed. Clear the data of this site. ${problem}`
          : "Signing out…"}
      </p>
    );
  }
  return (
    <Page
      key={turn}
      account={account}
      changeAccount={(account) => change({ account })}
      signOut={() => {
        tellSignedOut(account.name);
        leave();
      }}
    />
  );
}

/** Sends what waits, whatever conversation is open. */
function sendWaiting({ view$ }: Account): Observable<unknown> {
  return whenLoaded$.pipe(
    switchMap(() => network$),
    switchMap(() => view$),
    switchMap(({ outbox }) =>
      outbox.pending$.pipe(
        filter((entries) => entries.length > 0),
        exhaustMap(() =>
          // What is refused is said where it was written.
          outbox.flush().pipe(catchError(() => EMPTY))
        ),
      )
    ),
  );
}
