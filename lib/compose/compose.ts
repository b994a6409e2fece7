import {
  Attachment,
  EmojiAttachment,
  MentionsAttachment,
} from "../attachments/attachment.ts";
import type { EmojiCode, Locus } from "../attachments/fields.ts";
import type { Draft } from "../resources/messages/draft.ts";
import { type Composed, PLACEHOLDER } from "./emoji.ts";

/**
 * A piece of a composed text: a text or a number; a mention, an emoji, or any
 * other draft or message, attachments included; an attachment, which has no
 * text; a list of these, with `, ` between them; and, so that conditions are
 * easy to write, `false`, `null` or `undefined`.
 */
export type Piece =
  | string
  | number
  | bigint
  | Draft
  | Attachment
  | readonly Piece[]
  | false
  | null
  | undefined;

/**
 * Writes a message with mentions and emoji in its text, as a template. Their
 * places are counted in UTF-16 units, as GroupMe's apps do. For the way back see
 * {@linkcode piecesOf}.
 *
 * A U+FFFD of the text itself becomes `□`, since U+FFFD marks an emoji here.
 *
 * @example Greet who is in a group
 * ```ts
 * import { Client, compose, emoji, mention, post } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.get("1234").pipe(
 *   post(({ members }) => {
 *     const names = members.map((member) => mention(member));
 *     return compose`Hi ${names} ${emoji(1, 62)}`;
 *   }),
 * ).subscribe();
 * ```
 * @returns A draft to be posted. Its length is checked by the command that posts
 * it.
 */
export function compose(
  strings: TemplateStringsArray,
  ...pieces: readonly Piece[]
): Composed {
  let text = "";
  const loci: Locus[] = [];
  const userIds: string[] = [];
  const charmap: EmojiCode[] = [];
  const others: Attachment[] = [];
  const drafts = strings.flatMap((string, i) => [string, pieces[i]])
    .flatMap(toDrafts);
  for (const { text: written = "", attachments } of drafts) {
    let hasEmoji = false;
    for (const it of Attachment.fromBulkData(attachments)) {
      if (it instanceof MentionsAttachment) {
        it.userIds.forEach((userId, i) => {
          const [at, length] = it.loci[i] ?? [0, 0];
          loci.push([text.length + at, length]);
          userIds.push(userId);
        });
        // Emoji behind another character stay on their own.
      } else if (
        it instanceof EmojiAttachment && it.placeholder === PLACEHOLDER
      ) {
        charmap.push(...it.charmap);
        hasEmoji = true;
      } else {
        others.push(it);
      }
    }
    text += hasEmoji ? written : written.replaceAll(PLACEHOLDER, "□");
  }
  if (loci.length > 0) others.push(new MentionsAttachment({ loci, userIds }));
  if (charmap.length > 0) {
    others.push(new EmojiAttachment({ placeholder: PLACEHOLDER, charmap }));
  }
  return { text, attachments: others };
}

function toDrafts(piece: Piece): readonly Draft[] {
  if (piece === false || piece === null || piece === undefined) return [];
  if (isAttachment(piece)) return [{ attachments: [piece] }];
  if (isList(piece)) {
    return piece.flatMap((it, i) => [i > 0 && ", ", it]).flatMap(toDrafts);
  }
  return [typeof piece === "object" ? piece : { text: String(piece) }];
}

/** A draft, a message too, has no `type`; told so for two copies of the library. */
function isAttachment(piece: Piece): piece is Attachment {
  return typeof piece === "object" && piece !== null && "type" in piece;
}

function isList(piece: Piece): piece is readonly Piece[] {
  return Array.isArray(piece);
}
