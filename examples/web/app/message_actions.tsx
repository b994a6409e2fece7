import type { JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Item } from "./conversation_timeline.ts";
import type { RowActions } from "./message.tsx";
import { ReactButton } from "./reactions.tsx";

/** What can be done with a message that stands. */
export function MessageActions(
  { item, actions }: { item: Item; actions: RowActions },
): JSX.Element {
  const { live } = actions;
  const { key, isOwn } = item;
  const [isDeleting, setDeleting] = useState(false);
  if (isDeleting) {
    return (
      <Deletion
        confirm={() => live.remove(key)}
        cancel={() => setDeleting(false)}
      />
    );
  }
  return (
    <div class="actions">
      <ReactButton itemKey={key} live={live} />
      <QuietButton
        label="Reply"
        press={() => actions.ask({ what: "reply", item })}
      >
        ↩
      </QuietButton>
      {isOwn && (
        <>
          <QuietButton
            label="Edit"
            press={() => actions.ask({ what: "edit", item })}
          >
            ✎
          </QuietButton>
          <QuietButton label="Delete" press={() => setDeleting(true)}>
            🗑
          </QuietButton>
        </>
      )}
    </div>
  );
}

/** Asks before a message goes, as nothing brings it back. */
function Deletion(
  { confirm, cancel }: { confirm: () => void; cancel: () => void },
): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    // The buttons go, and the focus would go with them.
    const message = button.current?.closest<HTMLElement>(".message");
    button.current?.focus();
    return () => message?.focus();
  }, []);
  return (
    <div
      class="actions asking"
      role="group"
      aria-label="Delete for everybody?"
      onKeyDown={({ key }) => key === "Escape" && cancel()}
    >
      <button ref={button} type="button" class="danger" onClick={confirm}>
        Delete for everybody
      </button>
      <button type="button" onClick={cancel}>Keep</button>
    </div>
  );
}

function QuietButton(
  { label, press, children }: {
    label: string;
    press: () => void;
    children: string;
  },
): JSX.Element {
  return (
    <button
      type="button"
      class="quiet"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={press}
    >
      {children}
    </button>
  );
}
