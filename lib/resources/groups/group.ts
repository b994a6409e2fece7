import { map, type Observable, switchMap } from "rxjs";
import type { Bot } from "../bots/bot.ts";
import { Bots, type BotSettings } from "../bots/bots.ts";
import { MissingMembershipError } from "../../errors.ts";
import { Gallery } from "../gallery/gallery.ts";
import { Leaderboard } from "../leaderboard.ts";
import type { CreateOptions } from "../messages/create_options.ts";
import type { Content } from "../messages/draft.ts";
import type { Message } from "../messages/message.ts";
import { Messages } from "../messages/messages.ts";
import { ManagedResource } from "../../resource.ts";
import type { GroupData, MemberData } from "../../wire/group.ts";
import { toDate, toId, toNumber, toObjects, toText } from "../../wire/json.ts";
import type { ChangeOwnersResult } from "./change_owners_result.ts";
import type { GroupSettings } from "./group_settings.ts";
import type { Groups } from "./groups.ts";
import { Member } from "./member.ts";
import { type MembershipChanges, Memberships } from "./memberships.ts";

/**
 * A group, as it was when it was fetched; a former one too, although most of
 * its commands then fail. Its commands return cold Observables, which emit
 * once and complete. Reading a field twice gives the same object.
 */
export class Group extends ManagedResource<GroupData, Groups> {
  /** When it was created. */
  readonly createdAt: Date | undefined = toDate(this.data.created_at);
  /** When something last happened in it. */
  readonly updatedAt: Date | undefined = toDate(this.data.updated_at);
  #members: readonly Member[] | undefined;
  #messages: Messages | undefined;
  #memberships: Memberships | undefined;
  #gallery: Gallery | undefined;
  #leaderboard: Leaderboard | undefined;

  /** Its id. */
  get id(): string {
    return toId(this.data.id ?? this.data.group_id);
  }

  /** Its name. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** Its description. */
  get description(): string | undefined {
    return toText(this.data.description);
  }

  /** The URL of its picture; see {@linkcode pictureUrl} for its sizes. */
  get imageUrl(): string | undefined {
    return toText(this.data.image_url) || undefined;
  }

  /** The user id of its creator. */
  get creatorUserId(): string {
    return toId(this.data.creator_user_id);
  }

  /** The URL under which others join, if it is shared. */
  get shareUrl(): string | undefined {
    return toText(this.data.share_url) || undefined;
  }

  /** Messages over its life: for a progress bar, not exact. */
  get messagesCount(): number | undefined {
    return toNumber(this.data.messages?.count);
  }

  /** The id of its newest message. */
  get lastMessageId(): string | undefined {
    return toId(this.data.messages?.last_message_id) || undefined;
  }

  /** Its members; none where the listing left them out (`omit`). */
  get members(): readonly Member[] {
    return this.#members ??= toObjects<MemberData>(this.data.members)
      .map((data) => new Member(this.memberships, data));
  }

  /** Its messages. */
  get messages(): Messages {
    const { session, user } = this.manager;
    return this.#messages ??= new Messages(session, this.id, user);
  }

  /** Adds, changes and removes its members. */
  get memberships(): Memberships {
    const { session, user } = this.manager;
    return this.#memberships ??= new Memberships(session, this.id, user);
  }

  /** Its messages with pictures and videos. */
  get gallery(): Gallery {
    return this.#gallery ??= new Gallery(this.manager.session, this.id);
  }

  /** Its most liked messages. */
  get leaderboard(): Leaderboard {
    const { session } = this.manager;
    return this.#leaderboard ??= new Leaderboard(session, this.id);
  }

  /** Posts a message to it; see {@linkcode Messages.create}. */
  post(content: Content, options?: CreateOptions): Observable<Message> {
    return this.messages.create(content, options);
  }

  /**
   * Changes the settings that are given, and emits the group as it is then;
   * this object stays as it was. GroupMe may want the name and the office mode
   * each time: they are sent as this object has them, so refresh it first if
   * another member may have changed them.
   *
   * @throws {RangeError} With a name of more than 140 characters or none, or a
   * description of more than 255.
   */
  update(settings: GroupSettings): Observable<Group> {
    return this.manager.update(this.id, settings, this);
  }

  /** Changes you in this group; see {@linkcode Memberships.update}. */
  updateMembership(changes: MembershipChanges): Observable<Member> {
    return this.memberships.update(changes);
  }

  /** Destroys the group for all members, as its owner; emits `true`. */
  destroy(): Observable<true> {
    return this.manager.destroy(this.id);
  }

  /**
   * Leaves the group, which its owner cannot do.
   *
   * @returns `true`, then completion; or {@linkcode MissingMembershipError}.
   */
  leave(): Observable<true> {
    // One for all subscriptions, which count as attempts at one removal.
    let removal: Observable<true> | undefined;
    return this.getMembership().pipe(
      switchMap((member) => removal ??= member.remove()),
    );
  }

  /** Rejoins a group that you left; see {@linkcode Groups.rejoin}. */
  rejoin(): Observable<Group> {
    return this.manager.rejoin(this.id);
  }

  /**
   * Hands the group over to another member, as its owner; see
   * {@linkcode Groups.changeOwners}.
   */
  changeOwners(userId: string): Observable<ChangeOwnersResult> {
    return this.manager.changeOwners(this.id, userId);
  }

  /** Creates a bot in this group; see {@linkcode Bots.create}. */
  createBot(bot: BotSettings): Observable<Bot> {
    return new Bots(this.manager.session)
      .create({ ...bot, groupId: this.id });
  }

  /** Fetches the group again, and emits it as it is now; this one stays. */
  refreshFromServer(): Observable<Group> {
    return this.manager.get(this.id);
  }

  /**
   * Finds you among the members.
   *
   * @returns Your membership, then completion; or
   * {@linkcode MissingMembershipError}, as with a former group, with one just
   * rejoined, and where the members were left out.
   */
  getMembership(): Observable<Member> {
    return this.manager.user.id.pipe(map((userId) => {
      const mine = this.members.find((member) => member.userId === userId);
      if (mine) return mine;
      throw new MissingMembershipError(this.id, userId);
    }));
  }

  /**
   * Tells whether you are its owner.
   *
   * @returns `true` or `false`, then completion; or
   * {@linkcode MissingMembershipError}.
   */
  isMine(): Observable<boolean> {
    return this.getMembership().pipe(map((member) => member.isOwner));
  }
}
