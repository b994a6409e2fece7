import { ReplyAttachment } from "@rxgroupme/client";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { catchError, EMPTY } from "rxjs";
import type { RowActions } from "./message.tsx";
import { type Said, saidBy } from "./said.ts";

/** The message that is answered, in short; a click goes there. */
export function Quote(
  { said, actions: { live, message } }: { said: Said; actions: RowActions },
): JSX.Element | null {
  const reply = said.attachments.find((it) => it instanceof ReplyAttachment);
  const id = reply instanceof ReplyAttachment ? reply.replyId : undefined;
  const [quoted, setQuoted] = useState<Pick<Said, "name" | "text"> | undefined>(
    () => {
      const item = live.value.items.find((it) => it.id === id);
      return item && saidBy(item.message);
    },
  );
  useEffect(() => {
    if (!id || quoted) return;
    const getting = message(id)
      // One that is gone leaves the quote empty.
      .pipe(catchError(() => EMPTY)).subscribe(setQuoted);
    return () => getting.unsubscribe();
  }, [id]);
  if (!id) return null;
  return (
    <button type="button" class="quote" onClick={() => live.jump(id)}>
      <b dir="auto">{quoted?.name ?? "Reply"}</b>
      <span dir="auto">{quoted?.text ?? (quoted ? "Picture" : "…")}</span>
    </button>
  );
}
