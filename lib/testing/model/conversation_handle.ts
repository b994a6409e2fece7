import { answerEvent, cancelEvent, makeEvent } from "./calendar_event.ts";
import { plainEvent } from "./event_fields.ts";
import {
  type EventOptions,
  idOf,
  type PollOptions,
  type Reference,
  type SimulatedConversation,
  type SimulatedEvent,
  type SimulatedPoll,
} from "./handles.ts";
import { finish, makePoll, vote } from "./poll.ts";
import type { Place } from "./place.ts";
import { markRead } from "./reading.ts";
import type { WireMessage } from "./wire.ts";
import type { World } from "./world.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Looks at a conversation from outside, and acts in it past the API. */
export class ConversationHandle implements SimulatedConversation {
  readonly id: string;
  readonly #world: World;
  readonly #place: Place;
  readonly #me: string;

  /** Looks at the conversation of `place`; `meId` is the first user's id. */
  constructor(world: World, place: Place, meId: string) {
    this.id = place.conversation.id;
    this.#world = world;
    this.#place = place;
    this.#me = meId;
  }

  get size(): number {
    return this.#place.conversation.size;
  }

  idAt(index: number): string {
    if (!(index >= 0 && index < this.size)) {
      throw new RangeError(`Cannot find a message: index is ${index}`);
    }
    return this.#place.conversation.idAt(index);
  }

  messageAt(index: number): WireMessage | undefined {
    return this.#place.conversation.at(index)?.data;
  }

  readBy(user: Reference, messageId?: string): void {
    const reading = { messageId, isShown: true, isTold: true };
    markRead(this.#world, this.#place, this.#member(user), reading);
  }

  typing(user: Reference): void {
    const userId = this.#member(user);
    const userIds = this.#world.audienceOf(this.id);
    const by = { conversationId: this.id, userIds, userId };
    this.#world.changes.next({ type: "typing", ...by });
  }

  unread(user: Reference = this.#me): number {
    const { reads } = this.#world;
    return reads.unreadCount(this.#place.conversation, this.#member(user));
  }

  setUnread(count: number, user: Reference = this.#me): void {
    if (!(Number.isSafeInteger(count) && count >= 0)) {
      throw new RangeError(`Cannot set what is unread: count is ${count}`);
    }
    const userId = this.#member(user);
    this.#world.reads.unread(this.#place.conversation, userId, count);
  }

  addPoll(options: PollOptions): SimulatedPoll {
    const { subject, options: titles, owner = this.#me } = options;
    const { multiple = false, anonymous = false, expiresAt } = options;
    const [world, place] = [this.#world, this.#place];
    const ends = expiresAt?.getTime() ?? world.now() + DAY;
    const { poll } = makePoll(world, place, this.#member(owner), {
      subject,
      titles,
      expiration: Math.floor(ends / 1000),
      isMultiple: multiple,
      isAnonymous: anonymous,
    });
    return {
      id: poll.id,
      vote: (user, ...ids) => vote(world, poll, this.#member(user), ids),
      end: () => finish(world, place, poll),
    };
  }

  addEvent(options: EventOptions): SimulatedEvent {
    const { name, startAt, creator = this.#me } = options;
    const { endAt = new Date(startAt.getTime() + HOUR) } = options;
    const { description = "", reminders = [] } = options;
    const [world, place] = [this.#world, this.#place];
    const creatorId = this.#member(creator);
    const { event } = makeEvent(world, place, creatorId, {
      ...plainEvent,
      name,
      description,
      reminders,
      startAt: startAt.toISOString(),
      endAt: endAt.toISOString(),
      timeZone: "Etc/UTC",
    });
    return {
      id: event.id,
      rsvp: (user, going) =>
        answerEvent(world, place, event, this.#member(user), going),
      cancel: () => cancelEvent(world, place, event, creatorId),
    };
  }

  #member(user: Reference): string {
    const id = idOf(user);
    if (!this.#world.placeFor(this.id, id)) {
      throw new RangeError(`Cannot act in ${this.id}: user ${id} is not in it`);
    }
    return id;
  }
}
