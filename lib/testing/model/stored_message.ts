import { type Like, likesOf, reactionsOf } from "./like.ts";
import { hasMedia, type WireMessage } from "./wire.ts";

/** What stands in for words when a client does not know files. */
const upgradeNotice = "This message has a file that this app cannot show";

/** A message in memory: its data, and its JSON until the data change. */
export class StoredMessage {
  /** What goes over the wire. */
  data: WireMessage;
  /** From when on it is listed, in ms since 1970. */
  readonly visibleAt: number;
  /** What it is sorted by: its id, unless that is an odd one. */
  readonly place: string;
  #json: string | undefined;
  #likes: Like[];

  /** Takes a message as it goes over the wire. */
  constructor(data: WireMessage, visibleAt = 0, place: string = data.id) {
    this.data = data;
    this.place = place;
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

  /** Who liked it, when and how, oldest first. */
  get likes(): readonly Like[] {
    return this.#likes;
  }

  /** Puts in other likes. */
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

  /** Puts in other data. */
  change(data: WireMessage): void {
    this.data = data;
    this.#json = undefined;
  }

  /** The message as JSON; without words if it has a file and the client takes none. */
  json(acceptFiles: boolean): string {
    const isHidden = !acceptFiles &&
      this.data.attachments.some(({ type }) => type === "file");
    if (isHidden) return JSON.stringify({ ...this.data, text: upgradeNotice });
    return this.#json ??= JSON.stringify(this.data);
  }
}
