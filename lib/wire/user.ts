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
  /** Are messages sent to you by SMS? */
  sms?: boolean;
  /** Seconds. */
  created_at?: number;
  /** Seconds. */
  updated_at?: number;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
