import type { MessagesSummaryData } from "../wire/group.ts";

/** A topic as sent. Its ids are numbers. */
export interface TopicData {
  /** The topic's id. */
  id?: number | string;
  /** The group that it is in. */
  parent_id?: number | string;
  /** Its name. */
  topic?: string;
  /** Its description. */
  description?: string | null;
  /** Its picture. */
  avatar_url?: string | null;
  /** Who made it. */
  creator_user_id?: number | string;
  /** Seconds. */
  created_at?: number;
  /** Seconds. */
  updated_at?: number;
  /** Seconds; 253402300800 stands for ever. */
  muted_until?: number | null;
  /** `private` or `announcement`. */
  type?: string;
  /** Asked for by `include=unread_count`. */
  unread_count?: number | null;
  /** How its conversation stands; absent in answers to a change. */
  messages?: MessagesSummaryData | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
