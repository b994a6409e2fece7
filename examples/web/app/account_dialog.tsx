import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

interface Props {
  readonly isDemo: boolean;
  /** The id of an OAuth application that was used before. */
  readonly clientId: string;
  readonly signIn: (token: string) => Promise<void>;
  readonly signInAtGroupMe: (clientId: string) => void;
  readonly signOut: () => Promise<void>;
  /** Called once it is closed. */
  readonly closed: () => void;
}

/** The dialog that says whose account it is, and lets one use another. */
export function AccountDialog(
  { isDemo, clientId: known, signIn, signInAtGroupMe, signOut, closed }: Props,
): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [token, setToken] = useState("");
  const [clientId, setClientId] = useState(known);
  const [problem, setProblem] = useState("");
  const [isBusy, setBusy] = useState(false);

  const use = (change: () => Promise<void>) => {
    setProblem("");
    setBusy(true);
    change().then(
      () => dialog.current?.close(),
      (error) =>
        setProblem(
          // What cannot be sent at all.
          error instanceof TypeError
            ? "That is no access token: there are no spaces in one."
            : error instanceof Error
            ? error.message
            : `${error}`,
        ),
    ).finally(() => setBusy(false));
  };

  return (
    <dialog
      ref={dialog}
      onClose={closed}
      aria-label="Account"
      class="dialog"
    >
      <h2>{isDemo ? "You are in the demo" : "Your account"}</h2>
      <p>
        {isDemo
          ? "Everybody here is made up, and nothing leaves this machine."
          : "You are signed in for this tab, until you close it."}
      </p>
      <OneFieldForm
        label="Access token, from dev.groupme.com"
        type="password"
        value={token}
        change={setToken}
        action={isBusy ? "Signing in…" : "Use this token"}
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
        {!isDemo && (
          <button
            type="button"
            onClick={() => use(signOut)}
          >
            Sign out
          </button>
        )}
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
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
