import type { Observable } from "rxjs";
import type { Block } from "../blocks/block.ts";
import type { DirectMessage } from "../messages/direct_message.ts";
import { DirectMessages } from "../messages/direct_messages.ts";
import type { Content } from "../messages/draft.ts";
import type { CreateOptions } from "../messages/create_options.ts";
import { ManagedResource } from "../../resource.ts";
import type { MemberData } from "../../wire/group.ts";
import { toId, toIds, toText } from "../../wire/json.ts";
import type { MembershipRequest } from "./membership_request.ts";
import { Memberships } from "./memberships.ts";

/**
 * A user in one group. Its `id` is the membership's, not the user's. Reading a
 * field twice gives the same object.
 */
export class Member extends ManagedResource<MemberData, Memberships> {
  #roles: readonly string[] | undefined;
  #messages: DirectMessages | undefined;

  /** The group's id. */
  get groupId(): string {
    return this.manager.groupId;
  }

  /** The membership's id. */
  get id(): string {
    return toId(this.data.id);
  }

  /** The user's id. */
  get userId(): string {
    return toId(this.data.user_id);
  }

  /** The name in this group. */
  get nickname(): string | undefined {
    return toText(this.data.nickname);
  }

  /** The user's own name. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** The URL of the picture in this group; see {@linkcode pictureUrl}. */
  get imageUrl(): string | undefined {
    return toText(this.data.image_url) || undefined;
  }

  /** Its roles: `owner`, `admin`, `user`. */
  get roles(): readonly string[] {
    return this.#roles ??= toIds(this.data.roles);
  }

  /** Whether the member owns the group. */
  get isOwner(): boolean {
    return this.roles.includes("owner");
  }

  /** The messages between you and this user, outside the group. */
  get messages(): DirectMessages {
    return this.#messages ??= new DirectMessages(
      this.manager.session,
      this.userId,
      this.manager.user,
    );
  }

  /** Posts a message to this user alone; see {@linkcode DirectMessages.create}. */
  post(content: Content, options?: CreateOptions): Observable<DirectMessage> {
    return this.messages.create(content, options);
  }

  /** Blocks this user; emits the block. */
  block(): Observable<Block> {
    return this.manager.user.blocks.block(this.userId);
  }

  /** Unblocks this user; emits `true`. */
  unblock(): Observable<true> {
    return this.manager.user.blocks.unblock(this.userId);
  }

  /** Asks the server whether there is a block between you and this user. */
  isBlocked(): Observable<boolean> {
    return this.manager.user.blocks.between(this.userId);
  }

  /** Removes this member from the group; emits `true`. */
  remove(): Observable<true> {
    return this.manager.remove(this.id);
  }

  /**
   * Asks for this user to be added to another group; see
   * {@linkcode Memberships.addMultiple}.
   *
   * @param options `nickname`: the name there; the one here unless given.
   */
  addToGroup(
    groupId: string,
    options: { nickname?: string } = {},
  ): Observable<MembershipRequest> {
    const { session, user } = this.manager;
    const { nickname = this.nickname ?? this.name ?? "" } = options;
    return new Memberships(session, groupId, user)
      .add({ nickname, userId: this.userId });
  }
}
