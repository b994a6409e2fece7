/** A bot as sent. Its `bot_id` is a secret: who has it can post. */
export interface BotData {
  /** A secret. */
  bot_id?: string;
  /** The one group that it lives in. */
  group_id?: string;
  /** What it is called. */
  name?: string;
  /** Its picture. */
  avatar_url?: string | null;
  /** Where GroupMe posts each message of the group. */
  callback_url?: string | null;
  /** Is it told of direct messages? */
  dm_notification?: boolean;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
