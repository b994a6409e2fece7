import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { sizeInUrl } from "./safe_url.ts";

/** How far a key leads among the pictures. */
const STEPS: { readonly [key: string]: 1 | -1 } = {
  ArrowLeft: -1,
  ArrowRight: 1,
};

/** A picture of a message, large in the page, and what leads to the others. */
export function PictureViewer(
  { first, closed }: {
    /** The link of the picture that is shown first. */
    first: HTMLAnchorElement;
    /** Called once it is closed. */
    closed: () => void;
  },
): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const [link, setLink] = useState(first);
  const [isBroken, setBroken] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const all = picturesInLog();
  const at = all.indexOf(link);
  const step = (by: 1 | -1) => {
    // More may have been loaded or written, and what is far away is let go.
    const now = picturesInLog();
    const next = link.isConnected ? now[now.indexOf(link) + by] : undefined;
    if (!next) return;
    // Near an end of what is loaded, the log loads more.
    next.scrollIntoView({ block: "center" });
    setLink(next);
    setBroken(false);
  };
  const name = at < 0 ? "Picture" : `Picture ${at + 1} of ${all.length}`;
  return (
    <dialog
      ref={dialog}
      class="viewer"
      aria-label="Pictures"
      onClose={() => {
        closed();
        // Whoever went on stays where they are.
        link.focus();
      }}
      onKeyDown={({ key }) => {
        const by = STEPS[key];
        if (by) step(by);
      }}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
    >
      <p>
        <span role="status">{name}</span>
        <a href={link.href} target="_blank" rel="noopener noreferrer">
          Open in a tab
        </a>
        <button
          type="button"
          class="quiet"
          aria-label="Close"
          onClick={() => dialog.current?.close()}
        >
          ✕
        </button>
      </p>
      {isBroken ? <p class="empty">Picture not available</p> : (
        <img
          key={link.href}
          src={link.href}
          alt={name}
          {
            // As large as its address says, before it is there.
            ...sizeInUrl(link.href)
          }
          onError={() => setBroken(true)}
        />
      )}
      <p>
        <Step label="Previous picture" isThere={at > 0} go={() => step(-1)}>
          ‹
        </Step>
        <Step
          label="Next picture"
          isThere={at >= 0 && at < all.length - 1}
          go={() => step(1)}
        >
          ›
        </Step>
      </p>
    </dialog>
  );
}

/** A button that leads to another picture; it keeps the focus where there is none. */
function Step(
  { label, isThere, go, children }: {
    label: string;
    isThere: boolean;
    go: () => void;
    children: string;
  },
): JSX.Element {
  return (
    <button
      type="button"
      aria-label={label}
      aria-disabled={!isThere}
      onClick={go}
    >
      {children}
    </button>
  );
}

/** The links of the pictures in the messages that are loaded. */
function picturesInLog(): readonly HTMLAnchorElement[] {
  return [
    ...document.querySelectorAll<HTMLAnchorElement>(".log a.picture"),
  ];
}
