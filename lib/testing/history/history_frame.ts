import type { HistoryAuthor, HistoryContext } from "./history_options.ts";

/** The fields that vary from message to message of one author. */
export interface FrameContent {
  /** The list of attachments. */
  readonly attachments: string;
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** The list of user ids. */
  readonly likers: string;
  /** The bare id. */
  readonly id: string;
  /** The bare guid. */
  readonly guid: string;
  /** The words, or `null`. */
  readonly text: string;
}

/**
 * The JSON of all messages of one author, cut at what varies. To fill it is
 * several times as fast as to make the messages and then write them.
 */
export class HistoryFrame {
  readonly #start: string;
  readonly #beforeId: string;
  readonly #afterId: string;
  readonly #beforeText: string;
  readonly #end: string;

  /** Writes what does not vary; without an author, of notices. */
  constructor(
    { isDirect, conversationId, parentId }: HistoryContext,
    author?: HistoryAuthor,
    recipient?: HistoryAuthor,
  ) {
    const { id, imageUrl, name } = author ??
      { id: "system", imageUrl: null, name: "GroupMe" };
    const type = author ? "user" : "system";
    const where = `"${conversationId}"`;
    const to = isDirect ? `"recipient_id":"${recipient?.id ?? id}",` : "";
    this.#start = `,"avatar_url":${JSON.stringify(imageUrl)},` +
      (isDirect ? `"conversation_id":${where},` : "") + `"created_at":`;
    this.#beforeId = (isDirect ? "" : `,"group_id":${where}`) + `,"id":"`;
    this.#afterId =
      `","name":${JSON.stringify(name)},${to}"sender_id":"${id}"` +
      `,"sender_type":"${type}","source_guid":"`;
    this.#beforeText = isDirect
      ? `","text":`
      : `","system":${author === undefined},"text":`;
    this.#end = `,"user_id":"${id}"` + (isDirect ? "" : `,"platform":"gm"`) +
      `,"pinned_at":null,"pinned_by":""` +
      (parentId === undefined ? "" : `,"parent_id":"${parentId}"`);
  }

  /** The JSON of one message, with more fields behind if there are some. */
  fill(
    { attachments, createdAt, likers, id, guid, text }: FrameContent,
    more = "",
  ): string {
    return `{"attachments":${attachments}${this.#start}${createdAt}` +
      `,"favorited_by":${likers}${this.#beforeId}${id}${this.#afterId}${guid}` +
      `${this.#beforeText}${text}${this.#end}${more}}`;
  }
}
