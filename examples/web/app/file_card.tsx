import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { switchMap } from "rxjs";
import { Card } from "./card.tsx";
import type { RowActions } from "./message.tsx";
import type { Place } from "./said.ts";
import { useAnswer } from "./use_live.ts";
import { sizeWord } from "./words.ts";

/** A file by its name and size, with what fetches it. */
export function FileCard(
  { place, actions: { later$ } }: { place: Place; actions: RowActions },
): JSX.Element {
  // Without a name it can still be fetched.
  const file = useAnswer(
    () => later$.pipe(switchMap((it) => it.file(place))),
    [place.id],
  );
  const [state, setState] = useState<"ready" | "loading" | "failed">("ready");
  const name = file?.name ?? "File";
  useEffect(() => {
    if (state !== "loading") return;
    const fetched = later$.pipe(
      switchMap((it) => it.download(place)),
    ).subscribe({
      next: (bytes) => {
        save(bytes, name);
        setState("ready");
      },
      error: () => setState("failed"),
    });
    return () => fetched.unsubscribe();
  }, [state]);
  if (file && file.name === undefined) {
    return <Card icon="📄" title="File" text="It is not there any more" />;
  }
  const text = state === "failed"
    ? "It could not be downloaded"
    : file?.size === undefined
    ? "Size unknown"
    : sizeWord(file.size);
  const word = state === "loading"
    ? "Downloading…"
    : state === "failed"
    ? "Try again"
    : "Download";
  return (
    <Card icon="📄" title={name} text={text}>
      <button
        type="button"
        aria-label={`${word} ${name}`}
        disabled={state === "loading"}
        onClick={() => setState("loading")}
      >
        {word}
      </button>
    </Card>
  );
}

/** Gives bytes to the browser, to be kept as a file. */
function save(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(bytes);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // Once the browser has taken it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
