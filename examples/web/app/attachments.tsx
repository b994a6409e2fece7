import {
  EventAttachment,
  FileAttachment,
  ImageAttachment,
  LocationAttachment,
  pictureUrl,
  PollAttachment,
  VideoAttachment,
} from "@rxgroupme/client";
import type { ComponentChildren, JSX } from "preact";
import { useState } from "preact/hooks";
import { Card } from "./card.tsx";
import { FileCard } from "./file_card.tsx";
import type { RowActions } from "./message.tsx";
import { safeUrl, sizeInUrl } from "./safe_url.ts";
import { fieldsOf, type Said, textOf } from "./said.ts";

/** Pictures, videos, files, places, polls and events of a message. */
export function Attachments(
  { said, actions }: { said: Said; actions: RowActions },
): JSX.Element | null {
  const pictures = said.attachments.filter((it) =>
    it instanceof ImageAttachment
  );
  const isGallery = pictures.length > 1;
  const shown = said.attachments.flatMap((it, key): ComponentChildren[] => {
    if (it instanceof ImageAttachment) {
      return [<Picture key={key} url={it.url} isGallery={isGallery} />];
    }
    if (it instanceof VideoAttachment) {
      return [<Video key={key} url={it.url} previewUrl={it.previewUrl} />];
    }
    if (it instanceof FileAttachment) {
      const { fileId } = it;
      const { conversationId } = said;
      return fileId && conversationId
        ? [
          <FileCard
            key={key}
            place={{ conversationId, fileId }}
            files={actions.files}
          />,
        ]
        : [];
    }
    if (it instanceof LocationAttachment) {
      return [<Place key={key} place={it} />];
    }
    if (it instanceof PollAttachment) {
      return [
        <Card key={key} icon="📊" title="Poll" text="Vote in GroupMe's app" />,
      ];
    }
    if (it instanceof EventAttachment) {
      return [
        <Card
          key={key}
          icon="📅"
          title="Event"
          text="Answer in GroupMe's app"
        />,
      ];
    }
    return [];
  });
  if (shown.length === 0) return null;
  return (
    <div class={isGallery ? "attachments gallery" : "attachments"}>
      {shown}
    </div>
  );
}

/** A card for what a notice is about: a poll, an event. */
export function NoticeCard(
  { said: { event: { type, data } } }: { said: Said },
): JSX.Element | null {
  if (type.startsWith("poll.")) {
    const subject = textOf(fieldsOf(data.poll).subject);
    return subject ? <Card icon="📊" title="Poll" text={subject} /> : null;
  }
  if (type.startsWith("calendar.event.")) {
    const name = textOf(fieldsOf(data.event).name);
    return name ? <Card icon="📅" title="Event" text={name} /> : null;
  }
  return null;
}

/**
 * A picture in the room that its address says it needs, so that nothing moves
 * when it comes.
 */
function Picture(
  { url, isGallery }: { url: string | undefined; isGallery: boolean },
): JSX.Element {
  const [isBroken, setBroken] = useState(false);
  const href = safeUrl(url);
  const size = sizeInUrl(href ?? "") ?? { width: 320, height: 240 };
  // Tall ones are cut to a frame that fits a page of messages.
  const ratio = Math.max(0.5, Math.min(3, size.width / size.height));
  const width = Math.min(360, size.width);
  // Of several each gets the same room.
  const style = isGallery ? undefined : { width, aspectRatio: `${ratio}` };
  if (!href || isBroken) {
    return (
      <div class="picture missing" style={style}>
        Picture not available
      </div>
    );
  }
  return (
    <a class="picture" href={href} target="_blank" rel="noopener noreferrer">
      <img
        src={pictureUrl(href, "large") ?? href}
        alt="Picture"
        loading="lazy"
        decoding="async"
        style={style}
        onError={() =>
          setBroken(true)}
      />
    </a>
  );
}

function Video(
  { url, previewUrl }: {
    url: string | undefined;
    previewUrl: string | undefined;
  },
): JSX.Element {
  const src = safeUrl(url);
  if (!src) return <Card icon="🎬" title="Video" text="Not available" />;
  return (
    <video
      class="picture"
      controls
      preload="none"
      src={src}
      poster={safeUrl(previewUrl)}
      aria-label="Video"
    />
  );
}

function Place({ place }: { place: LocationAttachment }): JSX.Element {
  const { name, lat, lng } = place;
  const href = `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}`;
  return (
    <a
      class="card"
      href={safeUrl(href)}
      target="_blank"
      rel="noopener noreferrer"
    >
      <span aria-hidden="true">📍</span>
      <span>
        <b>Place</b>
        <span dir="auto">{name}</span>
      </span>
    </a>
  );
}
