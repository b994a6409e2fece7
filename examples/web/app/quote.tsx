import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { switchMap } from "rxjs";
import type { RowActions } from "./message.tsx";
import { repliedTo, type Said, saidBy } from "./said.ts";
import { useAnswer } from "./use_live.ts";

/** The message that is answered, in short; a click goes there. */
export function Quote(
  { said, actions: { live, later$, conversation } }: {
    said: Said;
    actions: RowActions;
  },
): JSX.Element | null {
  const id = repliedTo(said);
  const shown = useMemo(() => {
    const item = id && live.value.items.find((it) => it.id === id);
    return item ? saidBy(item.message) : undefined;
  }, [id]);
  const asked = useAnswer(
    () =>
      id && !shown
        ? later$.pipe(switchMap((it) => it.message(conversation, id)))
        : undefined,
    [id],
  );
  if (!id) return null;
  const quoted = shown ?? asked;
  return (
    <button type="button" class="quote" onClick={() => live.jump(id)}>
      <b dir="auto">{quoted?.name ?? "Reply"}</b>
      <span dir="auto">{quoted?.text ?? (quoted ? "Attachment" : "…")}</span>
    </button>
  );
}
