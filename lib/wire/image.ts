/** Where an uploaded picture is, as sent. */
export interface PictureData {
  /** What messages, groups and people take as their picture. */
  url: string;
  /** The same. */
  picture_url?: string;
  /** Unknown fields are kept. */
  [field: string]: unknown;
}
