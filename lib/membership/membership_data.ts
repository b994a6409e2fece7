/** The question that a group asks those who join, as sent. */
export interface JoinQuestionData {
  /** Such as `join_reason/questions/text`. */
  type?: string;
  /** The question. */
  text?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A user who waits for approval, as sent. */
export interface PendingData {
  /** The id of the membership to be, which is not the user's. */
  id?: string;
  /** The user's id. */
  user_id?: string;
  /** The user's name. */
  nickname?: string;
  /** The user's picture. */
  image_url?: string | null;
  /** The question and the answer; `null` where the group asks none. */
  reason?: {
    question?: JoinQuestionData | null;
    answer?: { type?: string; response?: string } | null;
    /** Such as `discoverable`. */
    method?: string;
  } | null;
  /** Seconds. */
  timestamp?: number;
  /** `requested_pending`. */
  state?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A group as sent to those who are not in it. */
export interface GroupPreviewData {
  /** The group's id. */
  id?: string;
  /** Its name; without a share token it is left out. */
  name?: string;
  /** Its description; without a share token it is left out. */
  description?: string | null;
  /** With a share token. */
  members_count?: number;
  /** Without a share token: the number of topics. */
  children_count?: number;
  /** Seconds; without a share token. */
  updated_at?: number;
  /** Whether an admin has to approve. */
  requires_approval?: boolean;
  /** Whether the question is asked. */
  show_join_question?: boolean;
  /** The question. */
  join_question?: JoinQuestionData | null;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A request of yours to join a group, as sent. */
export interface SentRequestData {
  /** The group's id. */
  group_id?: string;
  /** The group's name. */
  name?: string;
  /** The group's picture. */
  image_url?: string | null;
  /** `requested_pending`. */
  state?: string;
  /** Seconds. */
  updated_at?: number;
  /** The number of members. */
  user_count?: number;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
