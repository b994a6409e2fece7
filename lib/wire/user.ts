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
  /** Your contact page, if you are shared. */
  share_url?: string;
  /** Whether messages are sent to you by SMS. */
  sms?: boolean;
  /** Seconds. */
  created_at?: number;
  /** Seconds. */
  updated_at?: number;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A contact page as sent. */
export interface ShareData {
  /** Its URL. */
  share_url?: string;
  /** The URL of a picture of it, as a QR code. */
  share_qr_code_url?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}

/** A block as sent. */
export interface BlockData {
  /** The user id of the one who blocks. */
  user_id?: string;
  /** The user id of the one who is blocked. */
  blocked_user_id?: string;
  /** Seconds; newer answers lack it. */
  created_at?: number;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
