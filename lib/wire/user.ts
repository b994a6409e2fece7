/** Yourself as sent. */
export interface MeData {
  /** Your user id. */
  id?: string;
  /** The same. */
  user_id?: string;
  /** Your name. */
  name?: string;
  /** Your picture. */
  image_url?: string | null;
  /** Your address. */
  email?: string;
  /** Your number. */
  phone_number?: string;
  /** Where others find you, if you are shared. */
  share_url?: string;
  /** Are messages sent to you by SMS? */
  sms?: boolean;
  /** Seconds. */
  created_at?: number;
  /** Seconds. */
  updated_at?: number;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** Where others find you, as sent. */
export interface ShareData {
  /** The address of your contact page. */
  share_url?: string;
  /** The same as a picture. */
  share_qr_code_url?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

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
