import { type Like, likesOf, reactionsOf } from "./like.ts";
import { hasMedia, type WireMessage } from "./wire.ts";

/** The text that replaces the message's when a client does not know files. */
const UPGRADE_NOTICE = "This message has a file that this app cannot show";

/** A message in memory: its data, and its JSON until the data change. */
export class StoredMessage {
  /** The message as it goes over the wire. */
  data: WireMessage;
  /** The time from which it is listed, in ms since 1970. */
  readonly visibleAt: number;
  /** The sort key: the id, unless that is irregular. */
  readonly sortKey: string;
  #json: string | undefined;
  #likes: Like[];

  /** Stores a message as it goes over the wire. */
  constructor(data: WireMessage, visibleAt = 0, sortKey: string = data.id) {
    this.data = data;
    this.sortKey = sortKey;
    this.visibleAt = visibleAt;
    this.#likes = likesOf(data);
  }

  /** Its id. */
  get id(): string {
    return this.data.id;
  }

  /** Whether it is in the gallery. */
  get isMedia(): boolean {
    return hasMedia(this.data);
  }

  /** The likes, oldest first. */
  get likes(): readonly Like[] {
    return this.#likes;
  }

  /** Replaces the likes. */
  setLikes(likes: Like[]): void {
    this.#likes = likes;
    const { reactions: _, ...data } = this.data;
    const favorited_by = likes.map(({ userId }) => userId);
    this.change(
      likes.length > 0
        ? { ...data, favorited_by, reactions: reactionsOf(likes) }
        : { ...data, favorited_by },
    );
  }

  /** Replaces the data. */
  change(data: WireMessage): void {
    this.data = data;
    this.#json = undefined;
  }

  /** The message as JSON; without words if it has a file and the client takes none. */
  json(acceptFiles: boolean): string {
    const isHidden = !acceptFiles &&
      this.data.attachments.some(({ type }) => type === "file");
    if (isHidden) return JSON.stringify({ ...this.data, text: UPGRADE_NOTICE });
    return this.#json ??= JSON.stringify(this.data);
  }
}
