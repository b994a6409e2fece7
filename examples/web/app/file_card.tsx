import type { Session } from "@rxgroupme/client";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Card } from "./card.tsx";
import { bytesOf, fileAt } from "./files.ts";
import type { Place } from "./said.ts";
import { useAnswer } from "./use_live.ts";

/** A file by its name and size, with what fetches it. */
export function FileCard(
  { place, session }: { place: Place; session: Session },
): JSX.Element {
  // Without a name it can still be fetched.
  const file = useAnswer(() => fileAt(session, place), [place.id]);
  const [state, setState] = useState<"ready" | "loading" | "failed">("ready");
  const name = file?.name ?? "File";
  useEffect(() => {
    if (state !== "loading") return;
    const fetched = bytesOf(session, place).subscribe({
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

/** A number of bytes, as people say it: `1.2 MB`. */
function sizeWord(bytes: number): string {
  const units = ["byte", "kilobyte", "megabyte", "gigabyte"];
  const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
  const at = Math.min(power, units.length - 1);
  return new Intl.NumberFormat(undefined, {
    style: "unit",
    unit: units[at]!,
    unitDisplay: at === 0 ? "long" : "short",
    maximumFractionDigits: 1,
  }).format(bytes / 1_000 ** at);
}
