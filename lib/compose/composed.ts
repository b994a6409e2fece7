import type { Attachment } from "../attachments/attachment.ts";

/** A draft with both of its parts, as `compose` and its pieces make it. */
export interface Composed {
  /** The text. */
  readonly text: string;
  /** The attachments, mentions and emoji included. */
  readonly attachments: readonly Attachment[];
}
