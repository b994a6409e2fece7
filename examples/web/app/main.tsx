import { type JSX, render } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { type Account, openAccount } from "./account.ts";
import { Conversation } from "./conversation.tsx";
import { readRows, writeRows } from "./list_cache.ts";
import { hash$, keyText, routeOf } from "./route.ts";
import { Sidebar } from "./sidebar.tsx";
import { useLatest, useLive } from "./use_live.ts";

/** The whole page, for one account. */
function Page(
  { account, changeAccount }: {
    account: Account;
    changeAccount: (account: Account) => void;
  },
): JSX.Element {
  const conversation = routeOf(useLatest(hash$, location.hash));
  const { rows } = useLive(account.list);
  const kept = useMemo(() => readRows(account.name), [account]);
  const shown = rows.length > 0 ? rows : kept;
  useEffect(() => {
    if (rows.length > 0) writeRows(account.name, rows);
  }, [rows.map((it) => it.key + it.title).join()]);
  const key = conversation && keyText(conversation);
  const row = shown.find((it) => keyText(it.conversation) === key);
  return (
    <div class={conversation ? "page open" : "page"}>
      <Sidebar
        account={account}
        rows={shown}
        selected={conversation}
        changeAccount={changeAccount}
      />
      <main class="main">
        {conversation
          ? (
            <Conversation
              key={key}
              account={account}
              conversation={conversation}
              title={row?.title || "Topic"}
            />
          )
          : (
            <div class="welcome">
              <p>Choose a conversation.</p>
            </div>
          )}
      </main>
    </div>
  );
}

function App({ first }: { first: Account }): JSX.Element {
  const [account, setAccount] = useState(first);
  // Sends what waits, whatever conversation is open.
  useEffect(() => {
    const flushing = account.outbox.flush().subscribe();
    return () => flushing.unsubscribe();
  }, [account]);
  return (
    <Page
      key={account.name}
      account={account}
      changeAccount={(next) => {
        location.hash = "";
        setAccount(next);
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
        {error instanceof Error ? error.message : `${error}`}
      </p>,
      place,
    );
  },
);
