import { pictureUrl } from "@rxgroupme/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";

/** A face, or where there is none, the first letter on a colour of its own. */
export function Avatar(
  { name, url, size }: {
    name: string | undefined;
    url: string | undefined;
    size: "small" | "large";
  },
): JSX.Element {
  const [broken, setBroken] = useState<string | undefined>();
  const src = pictureUrl(url);
  if (src && broken !== src) {
    return (
      <img
        class={`avatar ${size}`}
        src={src}
        alt=""
        loading="lazy"
        onError={() => setBroken(src)}
      />
    );
  }
  const [letter = "?"] = [...name?.trim() ?? ""];
  return (
    <span
      class={`avatar ${size}`}
      style={{ "--hue": `${hueOf(name ?? "")}` }}
      aria-hidden="true"
    >
      {letter.toUpperCase()}
    </span>
  );
}

/** A hue, in degrees, the same one for the same name. */
function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + char.codePointAt(0)!) >>> 0;
  return sum % 360;
}
