import type { DirectMessageData } from "./message.ts";

/** The other person of a chat as sent. */
export interface OtherUserData {
  /** The user's id: text, or a number on older answers. */
  id?: string | number;
  /** The user's name. */
  name?: string;
  /** The user's picture. */
  avatar_url?: string | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A conversation of two as sent; it has no id of its own. */
export interface ChatData {
  /** Seconds. */
  created_at?: number;
  /** Seconds. */
  updated_at?: number;
  /** The newest message. */
  last_message?: DirectMessageData | null;
  /** Over the chat's life: not exact. */
  messages_count?: number;
  /** The other user. */
  other_user?: OtherUserData;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
