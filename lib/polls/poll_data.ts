/** An option of a poll as sent. */
export interface PollOptionData {
  /** `1`, `2`, ... */
  id?: string;
  /** The text of the option. */
  title?: string;
  /** Absent without a vote, and in an anonymous poll. */
  votes?: number;
  /** User ids; absent without a vote, and in an anonymous poll. */
  voter_ids?: string[];
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** The part of a poll that is the same for everyone. */
export interface SharedPollData {
  /** The poll's id, of 16 digits. */
  id?: string;
  /** The question. */
  subject?: string;
  /** User id of who made it. */
  owner_id?: string;
  /** The conversation that it is in. */
  conversation_id?: string;
  /** Seconds. */
  created_at?: number;
  /** When it ends, in seconds. */
  expiration?: number;
  /** Seconds. */
  last_modified?: number;
  /** `active`, or `past`. */
  status?: string;
  /** `single`, or `multi`. */
  type?: string;
  /** `public`, or `anonymous`. */
  visibility?: string;
  /** The options, in order. */
  options?: PollOptionData[];
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A poll as sent: an element of the list, with your own votes. */
export interface PollData {
  /** The poll. */
  data?: SharedPollData;
  /** The option that you chose, where one alone can be. */
  user_vote?: string;
  /** The options that you chose; absent before, and in an anonymous poll. */
  user_votes?: string[];
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
