/** A contact as sent. */
export interface ContactData {
  /** The user's id. */
  id?: string | number;
  /** The same. */
  user_id?: string | number;
  /** The user's name. */
  name?: string;
  /** The user's picture. */
  avatar_url?: string | null;
  /** Seconds. */
  created_at?: number;
  /** The same, with microseconds. */
  created_at_iso8601?: string;
  /** Seconds. */
  updated_at?: number;
  /** The same, with microseconds. */
  updated_at_iso8601?: string;
  /** Why it is one; GroupMe documents no meaning. */
  reason?: number;
  /** Whether it is hidden from lists. */
  hidden?: boolean;
  /** Whether the user has GroupMe's app. */
  app_installed?: boolean;
  /** Whether you have blocked the user. */
  blocked?: boolean;
  /** The same. */
  is_blocked?: boolean;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A profile as sent. */
export interface ProfileData {
  /** The user. */
  user: {
    /** The user's id. */
    id?: string | number;
    /** The user's name. */
    name?: string;
    /** The user's picture. */
    avatar_url?: string | null;
    /** The user's words about themselves. */
    bio?: string | null;
    /** Further pictures. */
    photo_urls?: readonly string[] | null;
    /** Seconds. */
    created_at?: number;
    /** Whether the user can be written to. */
    direct_message_capable?: boolean;
    /** Unknown fields are kept. */
    [field: string]: unknown;
  };
  /** Your relation to the user; `null` is all that is documented. */
  relationship?: unknown;
  /** The groups that you are both in; their ids are numbers. */
  shared_groups?: readonly { [field: string]: unknown }[] | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** The requests that wait for an answer, as sent. */
export interface RequestsData {
  /** How much waits. */
  counts?: {
    /** Chats. */
    dm?: number;
    /** Requests to join your groups. */
    received?: number;
    /** Your own requests. */
    sent?: number;
    /** All of them. */
    total?: number;
  } | null;
  /** Chats that strangers have begun. */
  dm_requests?: readonly { [field: string]: unknown }[] | null;
  /** Groups of yours that people want to join. */
  group_requests_received?: readonly { [field: string]: unknown }[] | null;
  /** Groups that you want to join. */
  group_requests_sent?: readonly { [field: string]: unknown }[] | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
