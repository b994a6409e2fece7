import type { ComponentChildren, JSX } from "preact";
import { Card } from "./card.tsx";
import { EventCard, FileCard, PollCard } from "./later_cards.tsx";
import type { RowActions } from "./message.tsx";
import { Picture, Video } from "./picture.tsx";
import { safeUrl } from "./safe_url.ts";
import {
  fieldsOf,
  idOf,
  isPicture,
  type Place,
  type Said,
  textOf,
} from "./said.ts";

/** Pictures, videos, files, places, polls and events of a message, if any. */
export function attachmentsOf(
  said: Said,
  actions: RowActions,
): JSX.Element | null {
  const { attachments, conversationId } = said;
  const isGallery = attachments.filter(isPicture).length > 1;
  const placeOf = (id: unknown): Place | undefined => {
    const known = idOf(id);
    return known && conversationId ? { conversationId, id: known } : undefined;
  };
  const shown = attachments.flatMap((it, key): ComponentChildren[] => {
    const url = textOf(it.url);
    if (isPicture(it)) {
      const { show } = actions;
      return [
        <Picture key={key} url={url} isGallery={isGallery} show={show} />,
      ];
    }
    switch (it.type) {
      case "video":
        return [
          <Video key={key} url={url} previewUrl={textOf(it.preview_url)} />,
        ];
      case "file": {
        const place = placeOf(it.file_id);
        return place
          ? [<FileCard key={key} place={place} actions={actions} />]
          : [];
      }
      case "location": {
        const [lat, lng] = [Number(it.lat), Number(it.lng)];
        const href = `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}`;
        return [
          <Card
            key={key}
            icon="📍"
            title="Place"
            text={textOf(it.name)}
            href={safeUrl(href)}
          />,
        ];
      }
      case "poll":
        return [
          <PollCard key={key} place={placeOf(it.poll_id)} actions={actions} />,
        ];
      case "event":
        return [
          <EventCard
            key={key}
            place={placeOf(it.event_id)}
            actions={actions}
          />,
        ];
      default:
        return [];
    }
  });
  if (shown.length === 0) return noticeCard(said, placeOf, actions);
  return (
    <div class={isGallery ? "attachments gallery" : "attachments"}>
      {shown}
    </div>
  );
}

/** A card for what a notice is about: a poll, an event. */
function noticeCard(
  { event: { type, data } }: Said,
  placeOf: (id: unknown) => Place | undefined,
  actions: RowActions,
): JSX.Element | null {
  if (type.startsWith("poll.")) {
    const { id, subject } = fieldsOf(data.poll);
    return (
      <PollCard
        place={placeOf(id)}
        name={textOf(subject)}
        // What it ended with is told, and more is not to be known.
        result={type === "poll.finished" ? data : undefined}
        actions={actions}
      />
    );
  }
  if (type.startsWith("calendar.event.")) {
    const { id, name = data.event_name } = fieldsOf(data.event);
    return (
      <EventCard
        place={placeOf(id)}
        name={textOf(name)}
        // Who comes is seen in the cards that are there.
        isAnswer={type.includes(".user.")}
        actions={actions}
      />
    );
  }
  return null;
}
