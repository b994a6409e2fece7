import { type AnyMessage, ReplyAttachment } from "@rxgroupme/client";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { catchError, EMPTY, type Observable } from "rxjs";
import type { ConversationTimeline } from "./conversation_timeline.ts";

/** The message that is answered, in short; a click goes there. */
export function Quote(
  { message, live }: { message: AnyMessage; live: ConversationTimeline },
): JSX.Element | null {
  const reply = message.attachments.find((it) => it instanceof ReplyAttachment);
  const id = reply instanceof ReplyAttachment ? reply.replyId : undefined;
  const [quoted, setQuoted] = useState<AnyMessage | undefined>(() =>
    live.value.items.find((it) => it.id === id)?.message
  );
  useEffect(() => {
    if (!id || quoted) return;
    const getting = (message.quoted() as Observable<AnyMessage>)
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
