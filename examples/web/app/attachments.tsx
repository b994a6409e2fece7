import {
  EventAttachment,
  FileAttachment,
  ImageAttachment,
  LocationAttachment,
  PollAttachment,
  VideoAttachment,
} from "@rxgroupme/client";
import type { ComponentChildren, JSX } from "preact";
import { Card } from "./card.tsx";
import { EventCard, FileCard, PollCard } from "./later_cards.tsx";
import type { RowActions } from "./message.tsx";
import { Picture, Video } from "./picture.tsx";
import { safeUrl } from "./safe_url.ts";
import { fieldsOf, type Place, type Said, textOf } from "./said.ts";

/** Pictures, videos, files, places, polls and events of a message, if any. */
export function attachmentsOf(
  said: Said,
  actions: RowActions,
): JSX.Element | null {
  const { attachments, conversationId } = said;
  const isGallery =
    attachments.filter((it) => it instanceof ImageAttachment).length > 1;
  const placeOf = (id: string | undefined): Place | undefined =>
    id && conversationId ? { conversationId, id } : undefined;
  const shown = attachments.flatMap((it, key): ComponentChildren[] => {
    if (it instanceof ImageAttachment) {
      const { show } = actions;
      return [
        <Picture key={key} url={it.url} isGallery={isGallery} show={show} />,
      ];
    }
    if (it instanceof VideoAttachment) {
      return [<Video key={key} url={it.url} previewUrl={it.previewUrl} />];
    }
    if (it instanceof FileAttachment) {
      const place = placeOf(it.fileId);
      return place
        ? [<FileCard key={key} place={place} actions={actions} />]
        : [];
    }
    if (it instanceof LocationAttachment) {
      const { name, lat, lng } = it;
      const href = `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}`;
      return [
        <Card
          key={key}
          icon="📍"
          title="Place"
          text={name}
          href={safeUrl(href)}
        />,
      ];
    }
    if (it instanceof PollAttachment) {
      return [
        <PollCard key={key} place={placeOf(it.pollId)} actions={actions} />,
      ];
    }
    if (it instanceof EventAttachment) {
      return [
        <EventCard key={key} place={placeOf(it.eventId)} actions={actions} />,
      ];
    }
    return [];
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
  placeOf: (id: string | undefined) => Place | undefined,
  actions: RowActions,
): JSX.Element | null {
  if (type.startsWith("poll.")) {
    const { id, subject } = fieldsOf(data.poll);
    return (
      <PollCard
        place={placeOf(textOf(id))}
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
        place={placeOf(textOf(id))}
        name={textOf(name)}
        // Who comes is seen in the cards that are there.
        isAnswer={type.includes(".user.")}
        actions={actions}
      />
    );
  }
  return null;
}
