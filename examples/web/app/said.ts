import { Attachment, type PlainMessage } from "@rxgroupme/client";

/** What a message says, and who says it. */
export interface Said {
  readonly text: string | undefined;
  readonly name: string | undefined;
  readonly avatarUrl: string | undefined;
  readonly isBot: boolean;
  /** Whether GroupMe itself says it: a notice. */
  readonly isSystem: boolean;
  readonly attachments: readonly Attachment[];
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
    attachments: Attachment.fromBulkData(data.attachments),
    event: { type: textOf(event.type) ?? "", data: fieldsOf(event.data) },
  };
}

/** A text, or nothing. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The fields of an object; of anything else, none. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? value as Fields : {};
}

/** The items of an array; of anything else, none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
