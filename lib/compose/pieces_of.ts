import type { Attachment } from "../attachments/attachment.ts";
import { toAttachmentData } from "../attachments/attachment_data.ts";
import { toIds, toObjects, toPairs, toText } from "../wire/json.ts";
import type { AttachmentData } from "../wire/message.ts";

/**
 * A piece of a text: plain text, a mention of a user (`"-1"` is everyone), or one
 * of GroupMe's own emoji, with the character that stands for it.
 */
export type TextPiece =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "mention"; readonly text: string; readonly userId: string }
  | {
    readonly type: "emoji";
    readonly text: string;
    readonly packId: number;
    readonly index: number;
  };

/** A text with attachments: a message, or a draft. */
export interface Readable {
  /** The text. */
  readonly text?: string | undefined;
  /** The attachments; mentions and emoji among them say where they stand. */
  readonly attachments?:
    | readonly (Attachment | AttachmentData)[]
    | undefined;
}

/**
 * Reads the text of a message as pieces to render, in order: the counterpart of
 * {@linkcode compose}. Their texts together are the text. Mentions and emoji that
 * are malformed, or that overlap an earlier one, are left as text.
 *
 * @example Render a message
 * ```ts
 * import { Client, piecesOf } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().subscribe((message) => {
 *   for (const piece of piecesOf(message)) {
 *     console.log(piece.type, piece.text);
 *   }
 * });
 * ```
 */
export function piecesOf(
  { text = "", attachments }: Readable,
): readonly TextPiece[] {
  // As JSON, so that whoever reads it needs no classes of attachments.
  const spans = toObjects<Attachment | AttachmentData>(attachments)
    .flatMap((it) => spansOf(toAttachmentData(it), text))
    .sort((a, b) => a.at - b.at);
  const pieces: TextPiece[] = [];
  let end = 0;
  const addText = (to: number) => {
    if (to > end) pieces.push({ type: "text", text: text.slice(end, to) });
  };
  for (const { at, piece } of spans) {
    if (at < end) continue;
    addText(at);
    pieces.push(piece);
    end = at + piece.text.length;
  }
  addText(text.length);
  return pieces;
}

/** A mention or an emoji, and where it stands. */
interface Span {
  readonly at: number;
  readonly piece: TextPiece;
}

function spansOf(it: AttachmentData, text: string): readonly Span[] {
  if (it.type === "mentions") {
    const userIds = toIds(it.user_ids);
    return toPairs(it.loci).flatMap(([at, length], i): Span[] => {
      const userId = userIds[i];
      const isInside = Number.isInteger(at) && Number.isInteger(length) &&
        at >= 0 && length > 0 && at + length <= text.length;
      return userId && isInside
        ? [{
          at,
          piece: { type: "mention", text: text.slice(at, at + length), userId },
        }]
        : [];
    });
  }
  const placeholder = it.type === "emoji" && toText(it.placeholder);
  if (!placeholder) return [];
  let at = -placeholder.length;
  return toPairs(it.charmap).flatMap(([packId, index]): Span[] => {
    at = text.indexOf(placeholder, at + placeholder.length);
    const piece = { type: "emoji", text: placeholder, packId, index } as const;
    return at < 0 ? [] : [{ at, piece }];
  });
}
