import type { Attachment } from "../attachments/attachment.ts";

/** A draft with both of its parts: what `compose` and its pieces make. */
export interface Composed {
  /** What it says. */
  readonly text: string;
  /** What goes with it, mentions and emoji included. */
  readonly attachments: readonly Attachment[];
}
