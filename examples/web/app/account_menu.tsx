import type { JSX } from "preact";
import { useRef, useState } from "preact/hooks";
import {
  type Account,
  knownClientId,
  openAccount,
  signIn,
  signInAtGroupMe,
  signOut,
} from "./account.ts";

/** Says whose account it is, and lets one use another. */
export function AccountMenu(
  { account, changeAccount }: {
    account: Account;
    changeAccount: (account: Account) => void;
  },
): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [token, setToken] = useState("");
  const [clientId, setClientId] = useState(knownClientId);
  const [problem, setProblem] = useState("");

  const use = (open: () => Account | Promise<Account>) => {
    Promise.resolve().then(open).then(
      (next) => {
        dialog.current?.close();
        setToken("");
        setProblem("");
        changeAccount(next);
      },
      (error) =>
        setProblem(error instanceof Error ? error.message : `${error}`),
    );
  };

  return (
    <>
      <button
        type="button"
        class="quiet"
        onClick={() => dialog.current?.showModal()}
      >
        {account.isDemo ? "Demo" : "Account"}
      </button>
      <dialog ref={dialog} aria-label="Account" class="dialog">
        <h2>{account.isDemo ? "You are in the demo" : "Your account"}</h2>
        <p>
          {account.isDemo
            ? "Everybody here is made up, and nothing leaves this machine."
            : "You are signed in for this tab, until you close it."}
        </p>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            use(() => signIn(token.trim()));
          }}
        >
          <label>
            Access token, from dev.groupme.com
            <input
              type="password"
              autocomplete="off"
              required
              value={token}
              onInput={(event) => setToken(event.currentTarget.value)}
            />
          </label>
          <button type="submit">Use this token</button>
        </form>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            signInAtGroupMe(clientId.trim());
          }}
        >
          <label>
            Or sign in at GroupMe, with your application's client id
            <input
              type="text"
              autocomplete="off"
              required
              value={clientId}
              onInput={(event) => setClientId(event.currentTarget.value)}
            />
          </label>
          <button type="submit">Sign in at GroupMe</button>
        </form>
        {problem && <p class="problem" role="alert">{problem}</p>}
        <div class="buttons">
          {!account.isDemo && (
            <button
              type="button"
              onClick={() => {
                signOut();
                use(openAccount);
              }}
            >
              Sign out
            </button>
          )}
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
      </dialog>
    </>
  );
}
