import { piecesOf } from "@rxgroupme/client";
import type { ComponentChildren, JSX } from "preact";
import { safeUrl } from "./safe_url.ts";
import type { Said } from "./said.ts";

const LINK = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/g;

/** One to three emoji, and nothing else. */
const ONLY_EMOJI = /^\s*(?:\p{RGI_Emoji}\s*){1,3}$/v;

/** What a message says: mentions marked, links as links, all else as text. */
export function Text(
  { said, children }: {
    said: Said;
    /** Stands at the end of its last line. */
    children: ComponentChildren;
  },
): JSX.Element {
  const pieces = piecesOf(said).flatMap(
    (piece, key): ComponentChildren[] => {
      switch (piece.type) {
        case "mention":
          return [<b key={key} class="mention">{piece.text}</b>];
        case "emoji":
          // Pictures of packs are not part of the API that is modelled.
          return ["▣"];
        case "text":
          return linked(piece.text);
      }
    },
  );
  const isEmoji = ONLY_EMOJI.test(said.text ?? "");
  return (
    <div class={isEmoji ? "text big" : "text"} dir="auto">
      {pieces}
      {children}
    </div>
  );
}

function linked(text: string): ComponentChildren[] {
  const pieces: ComponentChildren[] = [];
  let at = 0;
  for (const { 0: link, index } of text.matchAll(LINK)) {
    const href = safeUrl(link);
    if (!href) continue;
    pieces.push(text.slice(at, index));
    pieces.push(
      <a
        key={`${index} ${link}`}
        href={href}
        target="_blank"
        rel="noopener noreferrer"
      >
        {link}
      </a>,
    );
    at = index + link.length;
  }
  pieces.push(text.slice(at));
  return pieces;
}
