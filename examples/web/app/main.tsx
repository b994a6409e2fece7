import { type JSX, render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import {
  catchError,
  EMPTY,
  exhaustMap,
  filter,
  type Observable,
  switchMap,
} from "rxjs";
import {
  type Account,
  knownClientId,
  openAccount,
  signIn,
  signInAtGroupMe,
  signOut,
} from "./account.ts";
import { readRows, writeRows } from "./list_cache.ts";
import { network$ } from "./network.ts";
import { accountDialog$ } from "./open_account_dialog.ts";
import { loadPart, whenLoaded$ } from "./parts.ts";
import { hash$, keyText, routeOf } from "./route.ts";
import { Sidebar } from "./sidebar.tsx";
import { useAnswer, useLatest, useLive } from "./use_live.ts";

/** The whole page, for one account. */
function Page(
  { account, changeAccount }: {
    account: Account;
    changeAccount: (account: Account) => void;
  },
): JSX.Element {
  const conversation = routeOf(useLatest(hash$, location.hash));
  const { rows, status } = useLive(account.list);
  const kept = useMemo(() => readRows(account.name), [account]);
  const shown = rows.length > 0 ? rows : kept;
  useEffect(() => {
    if (rows.length > 0) writeRows(account.name, rows);
  }, [rows.map((it) => it.key + it.title).join()]);
  const key = conversation && keyText(conversation);
  const hasView = conversation !== undefined;
  const view = useAnswer(
    () => hasView ? account.view$ : undefined,
    [hasView],
  );
  const [isSigningIn, setSigningIn] = useState(false);
  useEffect(() => {
    const opening = accountDialog$.subscribe(setSigningIn);
    return () => opening.unsubscribe();
  }, []);
  const dialog = useAnswer(
    () =>
      isSigningIn ? loadPart(() => import("./account_dialog.tsx")) : undefined,
    [isSigningIn],
  );
  const me = useAnswer(() => account.user.me, []);
  const row = shown.find((it) => keyText(it.conversation) === key);
  return (
    <div class={conversation ? "page open" : "page"}>
      <Sidebar
        account={account}
        rows={shown}
        status={status}
        me={me?.name ?? undefined}
        selected={conversation}
      />
      <main class="main">
        {conversation
          ? view
            ? (
              <view.Conversation
                key={key}
                conversation={conversation}
                title={row?.title || "Topic"}
              />
            )
            : <p class="empty">Loading the conversation…</p>
          : (
            <div class="welcome">
              <p>Choose a conversation.</p>
            </div>
          )}
      </main>
      {isSigningIn && dialog && (
        <dialog.AccountDialog
          isDemo={account.isDemo}
          clientId={knownClientId()}
          signIn={(token) => signIn(token).then(changeAccount)}
          signInAtGroupMe={signInAtGroupMe}
          signOut={() => {
            signOut();
            return openAccount().then(changeAccount);
          }}
          closed={() => setSigningIn(false)}
        />
      )}
    </div>
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

function App({ first }: { first: Account }): JSX.Element {
  const [{ account, turn }, setAccount] = useState({ account: first, turn: 0 });
  useEffect(() => {
    const sending = sendWaiting(account).subscribe();
    return () => sending.unsubscribe();
  }, [account]);
  return (
    <Page
      // Also whoever signs in again begins anew, by the new token.
      key={turn}
      account={account}
      changeAccount={(next) => {
        location.hash = "";
        setAccount({ account: next, turn: turn + 1 });
      }}
    />
  );
}

const place = document.querySelector("#app")!;

openAccount().then(
  (account) => render(<App first={account} />, place),
  (error) => {
    render(
      <p class="empty" role="alert">
        The app cannot start:{" "}
        {error instanceof Error ? error.message : `${error}`}{" "}
        <a href="/">Try again</a>
      </p>,
      place,
    );
  },
);
