import type { Conversation } from "./conversation.ts";

/** The settings of a topic. */
export interface TopicProfile {
  /**
   * The name, 1 to 140 characters.
   *
   * @default {"Topic" and the id}
   */
  name: string;
  /**
   * The description, up to 255 characters.
   *
   * @default {""}
   */
  description: string;
  /**
   * The URL of the picture; `null` for none.
   *
   * @default {null}
   */
  avatarUrl: string | null;
  /**
   * The type: `private` or `announcement`.
   *
   * @default {"private"}
   */
  type: string;
  /**
   * The icon of likes; `null` is a heart.
   *
   * @default {null}
   */
  likeIcon: unknown;
  /**
   * Time after sending in which a message may be edited, in seconds.
   *
   * @default {15; 43200 in an announcement topic}
   */
  messageEditPeriod: number;
}

/** A conversation inside a group, which no list of groups holds. */
export interface Topic extends TopicProfile {
  /** The id, distinct from those of groups too. */
  readonly id: string;
  /** The id of the parent group. */
  readonly parentId: string;
  /** The user id of the creator. */
  readonly creatorId: string;
  /** The time of creation, in seconds since 1970. */
  readonly createdAt: number;
  /** The time of the last change, in seconds since 1970. */
  updatedAt: number;
  /** The end of a mute, in seconds since 1970, by user id. */
  readonly mutedUntil: Map<string, number>;
  /** The messages. */
  readonly conversation: Conversation;
}
