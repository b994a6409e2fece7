import { pictureUrl } from "@rxgroupme/client";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Card } from "./card.tsx";
import type { RowActions } from "./message.tsx";
import { safeUrl, sizeInUrl } from "./safe_url.ts";

/**
 * A picture in the room that its address says it needs, so that nothing moves
 * when it comes.
 */
export function Picture(
  { url, isGallery, show }: {
    url: string | undefined;
    isGallery: boolean;
    show: RowActions["show"];
  },
): JSX.Element {
  const [isBroken, setBroken] = useState(false);
  const href = safeUrl(url);
  // Of several each gets the same room.
  const style = isGallery ? undefined : roomOf(href, 4 / 3);
  if (!href || isBroken) {
    return (
      <div class="picture missing" style={style}>
        Picture not available
      </div>
    );
  }
  return (
    <a
      class="picture"
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      aria-haspopup="dialog"
      onClick={(event) => {
        const { ctrlKey, metaKey, shiftKey, currentTarget } = event;
        // With one of these keys it is a link.
        if (ctrlKey || metaKey || shiftKey) return;
        event.preventDefault();
        show(currentTarget);
      }}
    >
      <img
        src={pictureUrl(href, "large") ?? href}
        alt="Picture"
        loading="lazy"
        decoding="async"
        style={style}
        onError={() => setBroken(true)}
      />
    </a>
  );
}

/** A video, which is fetched once it is played. */
export function Video(
  { url, previewUrl }: {
    url: string | undefined;
    previewUrl: string | undefined;
  },
): JSX.Element {
  const [isBroken, setBroken] = useState(false);
  const src = safeUrl(url);
  if (!src || isBroken) {
    return <Card icon="🎬" title="Video" text="Not available" />;
  }
  const poster = safeUrl(previewUrl);
  return (
    <video
      class="picture"
      controls
      preload="none"
      src={src}
      poster={poster}
      style={roomOf(poster, 16 / 9)}
      aria-label="Video"
      onError={() => setBroken(true)}
    />
  );
}

/** The room for what is at an address, by the size that is told there. */
function roomOf(
  url: string | undefined,
  usual: number,
): { readonly width: number; readonly aspectRatio: string } {
  const size = sizeInUrl(url ?? "");
  // Tall ones are cut to a frame that fits a page of messages.
  const ratio = size
    ? Math.max(0.5, Math.min(3, size.width / size.height))
    : usual;
  return {
    width: Math.min(360, size?.width ?? 360),
    aspectRatio: `${ratio}`,
  };
}
