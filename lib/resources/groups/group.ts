import { map, type Observable, switchMap } from "rxjs";
import type { Bot } from "../bots/bot.ts";
import { Bots, type NewBot } from "../bots/bots.ts";
import { MissingMembershipError } from "../../errors.ts";
import type { Gallery } from "../gallery/gallery.ts";
import type { Leaderboard } from "../leaderboard.ts";
import type { CreateOptions } from "../messages/create_options.ts";
import type { Content } from "../messages/draft.ts";
import type { Message } from "../messages/message.ts";
import type { Messages } from "../messages/messages.ts";
import { ManagedResource } from "../../resource.ts";
import type { GroupData, MemberData } from "../../wire/group.ts";
import { toDate, toId, toObjects, toText } from "../../wire/json.ts";
import type { ChangeOwnersResult } from "./change_owners_result.ts";
import type { GroupSettings } from "./group_settings.ts";
import type { Groups } from "./groups.ts";
import { Member } from "./member.ts";
import type { MembershipChanges, Memberships } from "./memberships.ts";

/**
 * A group, as it was when it was fetched; a former one too, although most of
 * its commands then fail. Its commands return cold Observables, which emit
 * once and complete.
 */
export class Group extends ManagedResource<GroupData, Groups> {
  #messages: Messages | undefined;
  #members: readonly Member[] | undefined;

  /** Its id. */
  get id(): string {
    return toId(this.data.id ?? this.data.group_id);
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
    return this.#members ??= this.id === ""
      ? []
      : toObjects<MemberData>(this.data.members)
        .map((data) => new Member(this.memberships, data));
  }

  /** Its messages. */
  get messages(): Messages {
    return this.#messages ??= this.manager.messages(this.id);
  }

  /** Adds, changes and removes its members. */
  get memberships(): Memberships {
    return this.manager.memberships(this.id);
  }

  /** Its messages with pictures and films. */
  get gallery(): Gallery {
    return this.manager.gallery(this.id);
  }

  /** Its most liked messages. */
  get leaderboard(): Leaderboard {
    return this.manager.leaderboard(this.id);
  }

  /** Posts a message to it; see {@linkcode Messages.create}. */
  post(content: Content, options?: CreateOptions): Observable<Message> {
    return this.messages.create(content, options);
  }

  /**
   * Changes what is given, and emits the group as it is then; this object
   * stays as it was. GroupMe may want the name and the office mode each time:
   * they go along as this object has them, so refresh it first if another
   * member may have changed them.
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

  /** Ends the group for everybody, which its owner can; emits `true`. */
  destroy(): Observable<true> {
    return this.manager.destroy(this.id);
  }

  /**
   * Leaves the group, which its owner cannot.
   *
   * @returns `true`, then completion; or {@linkcode MissingMembershipError}.
   */
  leave(): Observable<true> {
    return this.getMembership().pipe(switchMap((member) => member.remove()));
  }

  /** Comes back to a group that you left; see {@linkcode Groups.rejoin}. */
  rejoin(): Observable<Group> {
    return this.manager.rejoin(this.id);
  }

  /**
   * Hands the group over to another member, which its owner can; see
   * {@linkcode Groups.changeOwners}.
   */
  changeOwners(userId: string): Observable<ChangeOwnersResult> {
    return this.manager.changeOwners(this.id, userId);
  }

  /** Makes a bot that lives in this group; see {@linkcode Bots.create}. */
  createBot(bot: Omit<NewBot, "groupId">): Observable<Bot> {
    return new Bots(this.manager.session)
      .create({ ...bot, groupId: this.id });
  }

  /** Fetches it anew into this very object; emits the object. */
  refreshFromServer(): Observable<this> {
    return this.manager.get(this.id).pipe(map(({ data }) => {
      this.#members = undefined;
      return Object.assign(this, { data });
    }));
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
   * Is it yours?
   *
   * @returns Whether you are its owner, then completion; or
   * {@linkcode MissingMembershipError}.
   */
  isMine(): Observable<boolean> {
    return this.getMembership().pipe(map((member) => member.isOwner));
  }
}
