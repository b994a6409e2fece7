import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { knownClientId, signInAtGroupMe } from "./sign_in.ts";
import { unsentOf } from "./unsent.ts";
import { useAnswer } from "./use_live.ts";

interface Props {
  /** Names the account in the browser's storage. */
  readonly account: string;
  readonly isDemo: boolean;
  /** One's own name, once it is known. */
  readonly me: string | undefined;
  readonly signIn: (token: string) => Promise<void>;
  /** Signs out, and removes what the browser keeps of the account. */
  readonly signOut: () => void;
  /** Called once it is closed. */
  readonly closed: () => void;
}

/** The dialog that says whose account it is, and lets one use another. */
export function AccountDialog(
  { account, isDemo, me, signIn, signOut, closed }: Props,
): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [token, setToken] = useState("");
  const [clientId, setClientId] = useState(knownClientId);
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
      <h2>
        {isDemo ? "You are in the demo" : me
          ? (
            <>
              Signed in as <bdi>{me}</bdi>
            </>
          )
          : "Your account"}
      </h2>
      <p>
        {isDemo
          ? "Everybody here is made up, and nothing leaves this machine."
          : "You are signed in for this tab, until you close it. What you have " +
            "read and written stays in this browser until you sign out."}
      </p>
      <OneFieldForm
        label="Access token, from dev.groupme.com"
        type="password"
        value={token}
        change={setToken}
        action={isBusy ? "Signing in…" : "Use this token"}
        isPrimary
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
        {!isDemo && <SignOut account={account} signOut={signOut} />}
        <button type="button" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}

/** The button that signs out; it asks where something is not sent yet. */
function SignOut(
  { account, signOut }: { account: string; signOut: () => void },
): JSX.Element {
  const [isAsked, setAsked] = useState(false);
  const unsent = useAnswer(
    () => isAsked ? unsentOf(account) : undefined,
    [isAsked],
  );
  useEffect(() => {
    if (unsent === "") signOut();
  }, [unsent]);
  if (!isAsked || !unsent) {
    return (
      <button type="button" onClick={() => setAsked(true)}>Sign out</button>
    );
  }
  return (
    <>
      <p role="alert">Signing out removes {unsent}.</p>
      <button type="button" class="danger" onClick={signOut}>
        Sign out and remove
      </button>
    </>
  );
}

function OneFieldForm(
  { label, type, value, change, action, isPrimary = false, submit }: {
    label: string;
    type: "password" | "text";
    value: string;
    change: (value: string) => void;
    action: string;
    isPrimary?: boolean;
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
      <button type="submit" class={isPrimary ? "primary" : ""}>{action}</button>
    </form>
  );
}
