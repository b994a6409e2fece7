import type { Observable } from "rxjs";
import { ManagedResource } from "../resource.ts";
import type { Reaction } from "../resources/likes.ts";
import { Messages } from "../resources/messages/messages.ts";
import { toDate, toId, toNumber, toText } from "../wire/json.ts";
import type { TopicData } from "./topic_data.ts";
import type { Topics } from "./topics.ts";

/** The settings of a topic; those left out stay as they are. */
export interface TopicSettings {
  /** 1 to 140 characters. */
  name?: string | undefined;
  /** Up to 255 characters. */
  description?: string | undefined;
  /** A picture at GroupMe's image service; see `client.images`. */
  avatarUrl?: string | undefined;
  /** Whether only admins may write in it. */
  announcementsOnly?: boolean | undefined;
  /** The picture of a like; `null`: a heart again. */
  likeIcon?: Reaction | null | undefined;
}

/**
 * A topic of a group: a conversation by its own id. Everything that takes a
 * group's id takes it as well: {@linkcode Topic.messages} lists, tails, posts
 * and likes. Immutable: `update()` emits a new one.
 */
export class Topic extends ManagedResource<TopicData, Topics> {
  #messages: Messages | undefined;
  /** When it was made. */
  readonly createdAt: Date | undefined = toDate(this.data.created_at);
  /** When it was last changed. */
  readonly updatedAt: Date | undefined = toDate(this.data.updated_at);
  /** Until when you have muted it; the year 10000 stands for ever. */
  readonly mutedUntil: Date | undefined = toDate(this.data.muted_until);

  /** Its id, which is a conversation's. */
  readonly id: string = toId(this.data.id);

  /** The id of the group that it is a topic of. */
  readonly parentId: string = toId(this.data.parent_id) ||
    this.manager.parentId;

  /** Its messages, as those of a group. */
  get messages(): Messages {
    return this.#messages ??= new Messages(this.manager.session, this.id);
  }

  /** Its name. */
  readonly name: string | undefined = toText(this.data.topic);

  /** Its description. */
  readonly description: string | undefined = toText(this.data.description);

  /** Its picture. */
  readonly avatarUrl: string | undefined = toText(this.data.avatar_url) ||
    undefined;

  /** User id of who made it. */
  readonly creatorUserId: string = toId(this.data.creator_user_id);

  /** Whether only admins may write in it. */
  readonly isAnnouncementsOnly: boolean = this.data.type === "announcement";

  /** How many messages it ever had: for a progress bar, not exact. */
  readonly messagesCount: number | undefined = toNumber(
    this.data.messages?.count,
  );

  /** The id of its newest message; `""` without one. */
  readonly lastMessageId: string = toId(this.data.messages?.last_message_id);

  /** How many messages you have not read, where GroupMe says so. */
  readonly unreadCount: number | undefined = toNumber(this.data.unread_count);

  /** Changes what is given; see {@linkcode Topics.update}. */
  update(settings: TopicSettings): Observable<Topic> {
    return this.manager.update(this.id, settings);
  }

  /** Takes the topic and its messages away; see {@linkcode Topics.destroy}. */
  destroy(): Observable<true> {
    return this.manager.destroy(this.id);
  }

  /** Mutes the topic; see {@linkcode Topics.mute}. */
  mute(minutes?: number): Observable<true> {
    return this.manager.mute(this.id, minutes);
  }

  /** Takes the mute off; see {@linkcode Topics.unmute}. */
  unmute(): Observable<true> {
    return this.manager.unmute(this.id);
  }
}
