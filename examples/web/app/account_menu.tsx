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
        <OneFieldForm
          label="Access token, from dev.groupme.com"
          type="password"
          value={token}
          change={setToken}
          action="Use this token"
          submit={() => use(() => signIn(token.trim()))}
        />
        <OneFieldForm
          label="Or sign in at GroupMe, with your application's client id"
          type="text"
          value={clientId}
          change={setClientId}
          action="Sign in at GroupMe"
          submit={() => signInAtGroupMe(clientId.trim())}
        />
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

function OneFieldForm(
  { label, type, value, change, action, submit }: {
    label: string;
    type: "password" | "text";
    value: string;
    change: (value: string) => void;
    action: string;
    submit: () => void;
  },
): JSX.Element {
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label>
        {label}
        <input
          type={type}
          autocomplete="off"
          required
          value={value}
          onInput={(event) => change(event.currentTarget.value)}
        />
      </label>
      <button type="submit">{action}</button>
    </form>
  );
}
