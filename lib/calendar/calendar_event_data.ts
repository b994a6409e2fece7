/** The place of an event as sent. */
export interface CalendarLocationData {
  /** Such as `Pier 4`. */
  name?: string;
  /** Street and house. */
  address?: string;
  /** Degrees; text in some answers. */
  lat?: number | string | null;
  /** Degrees; text in some answers. */
  lng?: number | string | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A calendar event as sent. */
export interface CalendarEventData {
  /** Its id, of 32 hexadecimal digits. */
  event_id?: string;
  /** The conversation that it is in. */
  conversation_id?: string;
  /** The user who made it. */
  creator_id?: string;
  /** Its name. */
  name?: string;
  /** Its description. */
  description?: string | null;
  /** Its picture. */
  image_url?: string | null;
  /** Where it is. */
  location?: CalendarLocationData | null;
  /** ISO 8601, with the offset of its time zone. */
  start_at?: string;
  /** ISO 8601, with the offset of its time zone. */
  end_at?: string;
  /** Such as `America/New_York`. */
  timezone?: string;
  /** Whether it lasts whole days. */
  is_all_day?: boolean;
  /** Seconds before the start. */
  reminders?: readonly number[] | null;
  /** User ids. */
  going?: readonly string[] | null;
  /** User ids. */
  not_going?: readonly string[] | null;
  /** User ids. */
  maybe_going?: readonly string[] | null;
  /** User ids. */
  waitlisted?: readonly string[] | null;
  /** Not reliable: -1 was seen. */
  going_count?: number;
  /** ISO 8601. */
  created_at?: string;
  /** ISO 8601. */
  updated_at?: string;
  /** ISO 8601, of an event that was cancelled. */
  deleted_at?: string | null;
  /** Whether a call belongs to it. */
  scheduled_call?: boolean;
  /** The link to it. */
  share_url?: string;
  /** Part of the link, which the answer to `create()` gives beside the event. */
  share_token?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
