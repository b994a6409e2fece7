import { assertLength, validDate } from "../../util/validate.ts";
import {
  answerEvent,
  cancelEvent,
  changeEvent,
  makeEvent,
} from "./calendar_event.ts";
import { PLAIN_EVENT, profileOf } from "./event_fields.ts";
import { assertEvent, assertPoll, assertVote } from "./handle_checks.ts";
import type { EventOptions, PollOptions } from "./handle_options.ts";
import {
  idOf,
  type Reference,
  type SimulatedConversation,
  type SimulatedEvent,
  type SimulatedPoll,
} from "./handles.ts";
import { PLAIN_LIKE, readIcon } from "./like.ts";
import {
  deleteMessage,
  editMessage,
  type MessageActor,
  pinMessage,
  reactTo,
} from "./message_changes.ts";
import { finish, makePoll, vote } from "./poll.ts";
import { SYSTEM } from "./posting.ts";
import type { ConversationContext } from "./conversation_context.ts";
import { markRead } from "./reading.ts";
import type { WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Looks at a conversation from outside, and acts in it past the API. */
export class ConversationHandle implements SimulatedConversation {
  readonly id: string;
  readonly #world: World;
  readonly #context: ConversationContext;
  readonly #me: string;

  /** Looks at the conversation of `context`; `meId` is the first user's id. */
  constructor(world: World, context: ConversationContext, meId: string) {
    this.id = context.conversation.id;
    this.#world = world;
    this.#context = context;
    this.#me = meId;
  }

  get size(): number {
    return this.#context.conversation.size;
  }

  idAt(index: number): string {
    if (!(Number.isInteger(index) && index >= 0 && index < this.size)) {
      throw new RangeError(`Cannot find a message: index is ${index}`);
    }
    return this.#context.conversation.idAt(index);
  }

  messageAt(index: number): WireMessage | undefined {
    return this.#context.conversation.at(index)?.data;
  }

  readBy(user: Reference, messageId?: string): void {
    const reading = { messageId, isShown: true, isPushed: true };
    if (messageId !== undefined) this.#assertMessage(messageId);
    markRead(this.#world, this.#context, this.#member(user), reading);
  }

  typing(user: Reference): void {
    const userId = this.#member(user);
    const userIds = this.#world.audienceOf(this.id);
    const by = { conversationId: this.id, userIds, userId };
    this.#world.changes.next({ type: "typing", ...by });
  }

  unread(user: Reference = this.#me): number {
    const { reads } = this.#world;
    return reads.unreadCount(this.#context.conversation, this.#member(user));
  }

  setUnread(count: number, user: Reference = this.#me): void {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`Cannot set what is unread: count is ${count}`);
    }
    const userId = this.#member(user);
    this.#world.reads.unread(this.#context.conversation, userId, count);
  }

  editBy(user: Reference, messageId: string, text: string): void {
    const actor = this.#actor(user, messageId);
    const message = actor.context.conversation.find(messageId)?.data;
    if (message?.sender_id !== actor.userId) {
      throw new RangeError(`Cannot edit ${messageId}: it is of another user`);
    }
    assertLength(text, 1, 1000, "text");
    const { attachments } = message;
    editMessage(this.#world, actor, { text, attachments });
  }

  deleteBy(user: Reference, messageId: string): void {
    this.#assertMessage(messageId);
    const userId = user === SYSTEM.id ? user : this.#member(user);
    const actor = { context: this.#context, messageId, userId };
    if (deleteMessage(this.#world, actor)) return;
    throw new RangeError(`Cannot delete ${messageId}: the user may not`);
  }

  reactBy(
    user: Reference,
    messageId: string,
    code: string | null = PLAIN_LIKE.code,
  ): void {
    const icon = code === null ? null : readIcon({ type: "unicode", code });
    if (icon === undefined) {
      throw new RangeError(`Cannot react: GroupMe takes no ${code}`);
    }
    reactTo(this.#world, this.#actor(user, messageId), icon);
  }

  pinBy(user: Reference, messageId: string): void {
    pinMessage(this.#world, this.#actor(user, messageId));
  }

  addPoll(options: PollOptions): SimulatedPoll {
    const { subject, options: titles, owner = this.#me } = options;
    const { multiple = false, anonymous = false, expiresAt } = options;
    const [world, context] = [this.#world, this.#context];
    assertPoll(options, world.now());
    const ends = expiresAt?.getTime() ?? world.now() + DAY_MS;
    const { poll } = makePoll(world, context, this.#member(owner), {
      subject,
      titles,
      expiration: Math.floor(ends / 1000),
      isMultiple: multiple,
      isAnonymous: anonymous,
    });
    return {
      id: poll.id,
      vote: (user, ...ids) => {
        assertVote(poll, ids);
        vote(world, poll, this.#member(user), ids);
      },
      end: () => finish(world, context, poll),
    };
  }

  addEvent(options: EventOptions): SimulatedEvent {
    const { creator = this.#me, startAt } = options;
    const start = validDate(startAt, "startAt").getTime();
    const { endAt = new Date(start + HOUR_MS) } = options;
    const [world, context] = [this.#world, this.#context];
    const creatorId = this.#member(creator);
    const profile = {
      ...PLAIN_EVENT,
      timeZone: "Etc/UTC",
      ...profileOf({ ...options, endAt }),
    };
    assertEvent(profile);
    const { event } = makeEvent(world, context, creatorId, profile);
    return {
      id: event.id,
      update: (changes) => {
        const profile = profileOf(changes);
        assertEvent({ ...event, ...profile });
        changeEvent(world, context, event, creatorId, profile);
      },
      rsvp: (user, going) =>
        answerEvent(world, context, event, this.#member(user), going),
      cancel: () => cancelEvent(world, context, event, creatorId),
    };
  }

  #actor(user: Reference, messageId: string): MessageActor {
    this.#assertMessage(messageId);
    const context = this.#context;
    return { context, messageId, userId: this.#member(user) };
  }

  #assertMessage(messageId: string): void {
    if (this.#context.conversation.find(messageId)) return;
    throw new RangeError(`Cannot act in ${this.id}: no message ${messageId}`);
  }

  #member(user: Reference): string {
    const id = idOf(user);
    if (!this.#world.contextFor(this.id, id)) {
      throw new RangeError(`Cannot act in ${this.id}: user ${id} is not in it`);
    }
    return id;
  }
}
