/** A block as sent. */
export interface BlockData {
  /** Who blocks. */
  user_id?: string;
  /** Who is blocked. */
  blocked_user_id?: string;
  /** Seconds; newer answers lack it. */
  created_at?: number;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
