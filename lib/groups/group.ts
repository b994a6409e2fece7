import type { Observable } from "rxjs";
import type { CreateOptions } from "../messages/generic_messages.ts";
import type { Content } from "../messages/draft.ts";
import type { Message } from "../messages/message.ts";
import type { Messages } from "../messages/messages.ts";
import { ManagedResource } from "../resource.ts";
import type { GroupData, MemberData } from "../wire/group.ts";
import { isObject, toDate, toId, toText } from "../wire/json.ts";
import type { Groups } from "./groups.ts";
import { Member } from "./member.ts";

/** A group, as it was when it was fetched. */
export class Group extends ManagedResource<GroupData, Groups> {
  #messages: Messages | undefined;
  #members: readonly Member[] | undefined;

  /** Its id. */
  get id(): string {
    return toId(this.data.id) || toId(this.data.group_id);
  }

  /** Its name. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** What it is about. */
  get description(): string | undefined {
    return toText(this.data.description);
  }

  /** Its picture. */
  get imageUrl(): string | undefined {
    return toText(this.data.image_url) || undefined;
  }

  /** The user id of who made it. */
  get creatorUserId(): string {
    return toId(this.data.creator_user_id);
  }

  /** When it was made. */
  get createdAt(): Date | undefined {
    return toDate(this.data.created_at);
  }

  /** When something last happened in it. */
  get updatedAt(): Date | undefined {
    return toDate(this.data.updated_at);
  }

  /** Where others join, if it is shared. */
  get shareUrl(): string | undefined {
    return toText(this.data.share_url) || undefined;
  }

  /** How many messages it ever had: for a progress bar, not exact. */
  get messagesCount(): number | undefined {
    const count = this.data.messages?.count;
    return typeof count === "number" ? count : undefined;
  }

  /** The id of its newest message. */
  get lastMessageId(): string | undefined {
    return toId(this.data.messages?.last_message_id) || undefined;
  }

  /** Its members; none where the listing left them out (`omit`). */
  get members(): readonly Member[] {
    return this.#members ??= readMembers(this);
  }

  /** Its messages. */
  get messages(): Messages {
    return this.#messages ??= this.manager.messages(this.id);
  }

  /** Posts a message to it; see {@linkcode Messages.create}. */
  post(content: Content, options?: CreateOptions): Observable<Message> {
    return this.messages.create(content, options);
  }
}

function readMembers(group: Group): readonly Member[] {
  const members: unknown = group.data.members;
  if (!Array.isArray(members)) return [];
  return members.filter(isObject).map((data) =>
    new Member(group.manager, group.id, data as MemberData)
  );
}
