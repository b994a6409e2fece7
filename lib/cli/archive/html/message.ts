import { isId } from "../../../util/ids.ts";
import {
  isObject,
  type JsonObject,
  toDate,
  toId,
  toText,
} from "../../../wire/json.ts";
import type { MessageData } from "../../../wire/message.ts";
import { quantity } from "../../quantities.ts";
import { escapeHtml, linkedHtml, safeUrl } from "./escape.ts";

/** Where things are, seen from a page. */
export interface Places {
  /** The file of a picture, where it is kept. */
  picture(url: string): string | undefined;
  /** Another message of this conversation, by its id, where it is stored. */
  quoted(id: string): MessageData | undefined;
  /** The page that another message of this conversation is on. */
  page(row: MessageData): string;
}

/** Characters of a message that are quoted above an answer. */
const QUOTE_LENGTH = 160;

/** A message as an article of a page. */
export function messageHtml(row: MessageData, places: Places): string {
  const id = toId(row.id);
  const at = toDate(row.created_at);
  const time = at
    ? `<time datetime="${at.toISOString()}">${
      at.toISOString().slice(11, 16)
    }</time>`
    : "";
  const content = [...quotes(row, places), ...body(row, places)].join("\n");
  if (row.system === true || row.sender_type === "system") {
    return `<article class="message system" id="m${id}"><span></span><div><p>${content}${time}</p></div></article>`;
  }
  const name = escapeHtml(toText(row.name) ?? "Somebody");
  const marks = [
    ...isEdited(row) ? ["edited"] : [],
    ...row.deleted_at ? ["deleted"] : [],
    ...row.pinned_at ? ["pinned"] : [],
  ].map((it) => ` <span class="note">(${it})</span>`).join("");
  return `<article class="message" id="m${id}">${avatar(row, places)}<div>
<h3><bdi>${name}</bdi>${time}${marks}</h3>
${content}${reactions(row)}
</div></article>`;
}

/** An edit is later than the writing; some rows have both times, alike. */
function isEdited(
  { updated_at, created_at, deleted_at }: MessageData,
): boolean {
  return !deleted_at && Number(updated_at ?? 0) > Number(created_at ?? 0);
}

function avatar(row: MessageData, places: Places): string {
  const file = places.picture(toText(row.avatar_url) ?? "");
  return file
    ? `<img class="avatar" src="${escapeHtml(file)}" alt="" loading="lazy">`
    : '<span class="avatar"></span>';
}

function attachmentsOf({ attachments }: MessageData) {
  return Array.isArray(attachments) ? attachments.filter(isObject) : [];
}

/** The ids of the messages that a message answers: one, as a rule. */
export function answeredIds(row: MessageData): readonly string[] {
  return attachmentsOf(row).filter(({ type }) => type === "reply")
    .map((it) => toId(it.reply_id) || toId(it.base_reply_id))
    .filter(isId);
}

function quotes(row: MessageData, places: Places): string[] {
  return answeredIds(row).map((id) => {
    const quoted = places.quoted(id);
    if (!quoted) {
      return '<p class="quote">In reply to a message that is not in this copy</p>';
    }
    const name = escapeHtml(toText(quoted.name) ?? "Somebody");
    const text = [...toText(quoted.text) ?? "[no text]"];
    const shown = text.slice(0, QUOTE_LENGTH).join("") +
      (text.length > QUOTE_LENGTH ? "…" : "");
    return `<p class="quote"><a href="${
      escapeHtml(places.page(quoted))
    }#m${id}">In reply to <bdi>${name}</bdi></a>: <bdi>${
      escapeHtml(shown)
    }</bdi></p>`;
  });
}

function body(row: MessageData, places: Places): string[] {
  const text = toText(row.text);
  const isSystem = row.system === true || row.sender_type === "system";
  const words = text === undefined || text === ""
    ? []
    : [isSystem ? linkedHtml(text) : `<p>${withMentions(row, text)}</p>`];
  const others = attachmentsOf(row).flatMap((it) =>
    attachmentHtml(row, it, places)
  );
  return [...words, ...others, ...pollResults(row)];
}

/** The data of the event in a notice of a poll or of the calendar. */
function eventDataOf({ event }: MessageData): JsonObject {
  return isObject(event?.data) ? event.data : {};
}

/** The votes, in the notice that a poll has ended. */
function pollResults(row: MessageData): string[] {
  const { options } = eventDataOf(row);
  if (row.event?.type !== "poll.finished" || !Array.isArray(options)) return [];
  const items = options.filter(isObject).map(({ title, votes }) =>
    `<li>${escapeHtml(toText(title) ?? "")}: ${
      quantity(Number(votes) || 0, "vote")
    }</li>`
  );
  return [`<ul class="poll">${items.join("")}</ul>`];
}

/** The text, the names of those who are mentioned in bold. */
function withMentions(row: MessageData, text: string): string {
  const loci = attachmentsOf(row).filter(({ type }) => type === "mentions")
    .flatMap(({ loci }) => Array.isArray(loci) ? loci : [])
    .filter((it): it is [number, number] =>
      Array.isArray(it) && it.every(Number.isInteger)
    )
    .toSorted(([a], [b]) => a - b);
  let html = "";
  let end = 0;
  for (const [at, length] of loci) {
    if (at < end || length <= 0 || at + length > text.length) continue;
    html += linkedHtml(text.slice(end, at));
    html += `<b>${escapeHtml(text.slice(at, at + length))}</b>`;
    end = at + length;
  }
  return html + linkedHtml(text.slice(end));
}

function attachmentHtml(
  row: MessageData,
  it: JsonObject,
  places: Places,
): string[] {
  const url = toText(it.url) ?? "";
  switch (it.type) {
    case "image":
    case "linked_image": {
      const file = places.picture(url);
      const alt = "Picture in this message";
      return [
        file
          ? `<p><img class="picture" src="${
            escapeHtml(file)
          }" alt="${alt}" loading="lazy"></p>`
          : link("Picture", url),
      ];
    }
    case "video":
      return [link("Video", url)];
    case "location":
      return [note(`Place: ${toText(it.name) ?? ""} ${it.lat}, ${it.lng}`)];
    case "file":
      return [note(`File ${toText(it.name) ?? toId(it.file_id)}`)];
    case "poll":
      return [note(["Poll", subjectOf(row, "poll", "subject")].join(" "))];
    case "event":
      return [
        note(["Calendar event", subjectOf(row, "event", "name")].join(" ")),
      ];
    // They are part of the words.
    case "mentions":
    case "reply":
    case "emoji":
      return [];
  }
  return [
    url
      ? link(toText(it.type) ?? "Attachment", url)
      : note(toText(it.type) ?? "Attachment"),
  ];
}

function subjectOf(row: MessageData, kind: string, field: string): string {
  const subject = eventDataOf(row)[kind];
  return isObject(subject) ? toText(subject[field]) ?? "" : "";
}

function note(text: string): string {
  return `<p class="note">[${escapeHtml(text.trim())}]</p>`;
}

function link(what: string, url: string): string {
  const safe = safeUrl(url);
  if (!safe) return note(what);
  return `<p class="note">[<a href="${
    escapeHtml(safe)
  }" rel="noreferrer noopener">${escapeHtml(what)}</a>]</p>`;
}

function reactions(row: MessageData): string {
  const known = Array.isArray(row.reactions)
    ? row.reactions.filter(isObject)
    : [];
  const likers = Array.isArray(row.favorited_by) ? row.favorited_by.length : 0;
  const counts = known.map(({ code, user_ids }) => ({
    sign: toText(code) ?? "⭐",
    count: Array.isArray(user_ids) ? user_ids.length : 1,
  }));
  const shown = counts.length > 0 || likers === 0
    ? counts
    : [{ sign: "❤️", count: likers }];
  if (shown.length === 0) return "";
  const items = shown.map(({ sign, count }) =>
    `<li>${escapeHtml(sign)} ${count}</li>`
  );
  return `\n<ul class="reactions" aria-label="Reactions">${
    items.join("")
  }</ul>`;
}
