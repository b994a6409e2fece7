import type { AttachmentData, PlainMessage } from "@rxgroupme/client";

/** What a message says, and who says it. */
export interface Said {
  readonly text: string | undefined;
  readonly name: string | undefined;
  readonly avatarUrl: string | undefined;
  readonly isBot: boolean;
  /** Whether GroupMe itself says it: a notice. */
  readonly isSystem: boolean;
  readonly attachments: readonly AttachmentData[];
  /** A group's or topic's id, or `lower+higher` user id. */
  readonly conversationId: string | undefined;
  /** What a notice is about: its kind, and its fields. */
  readonly event: { readonly type: string; readonly data: Fields };
}

/** Something that belongs to a conversation: a file, a poll, an event. */
export interface Place {
  /** A group's or topic's id, or `lower+higher` user id. */
  readonly conversationId: string;
  readonly id: string;
}

/** Fields of JSON that may hold anything. */
export interface Fields {
  readonly [name: string]: unknown;
}

/** Reads the JSON of a message; what is of another kind counts as missing. */
export function saidBy({ data }: Pick<PlainMessage, "data">): Said {
  const kind = textOf(data.sender_type);
  const event = fieldsOf(data.event);
  return {
    text: textOf(data.text),
    name: textOf(data.name),
    avatarUrl: textOf(data.avatar_url) || undefined,
    isBot: kind === "bot",
    // Messages between two have no field `system`.
    isSystem: data.system === true || kind === "system" || kind === "service",
    conversationId: textOf(data.group_id) ?? textOf(data.conversation_id),
    attachments: listOf(data.attachments).filter(isAttachment),
    event: { type: textOf(event.type) ?? "", data: fieldsOf(event.data) },
  };
}

/** A text, or nothing. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** An id, which GroupMe sends as a text or a number, or nothing. */
export function idOf(value: unknown): string | undefined {
  return typeof value === "number" ? `${value}` : textOf(value) || undefined;
}

function isAttachment(it: unknown): it is AttachmentData {
  return textOf(fieldsOf(it).type) !== undefined;
}

/** Whether an attachment is a picture. */
export function isPicture({ type }: AttachmentData): boolean {
  return type === "image" || type === "linked_image";
}

/** The id of the message that is answered, if it is an answer. */
export function repliedTo({ attachments }: Said): string | undefined {
  return idOf(attachments.find(({ type }) => type === "reply")?.reply_id);
}

/** The fields of an object; of anything else, none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}

/** The items of an array; of anything else, none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
