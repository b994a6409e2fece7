import { type SchedulerLike, Subject } from "rxjs";
import type { SimulatorChange } from "./change.ts";
import { Conversation } from "./conversation.ts";
import type { Group } from "./group.ts";
import { History } from "../history/history.ts";
import type {
  HistoryAuthor,
  HistoryOptions,
} from "../history/history_options.ts";
import { compareIds, IdClock, idOfTime, secondsOfId } from "../history/ids.ts";
import { imageUrlOf, type StoredImage } from "./images.ts";
import type { Settings } from "../options.ts";
import type { Block, Bot, MembershipJob, User } from "./people.ts";
import { hashText, Random } from "../history/random.ts";
import { Due } from "./due.ts";
import type { CalendarEvent } from "./calendar_event.ts";
import type { Place } from "./place.ts";
import type { Poll } from "./poll.ts";
import { ReadStates } from "./read_states.ts";
import type { Topic } from "./topic.ts";

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const alphabet = `0123456789${letters}`;

/** Two users and what they say to each other. */
export interface Chat {
  /** The two users' ids, lower first, with a plus. */
  readonly id: string;
  /** The two users' ids, lower first. */
  readonly userIds: readonly [string, string];
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** How long after it was sent a message may be edited, in seconds. */
  readonly messageEditPeriod: number;
  /** Up to which message a user has cleared the history, by user id. */
  readonly clearedAt: Map<string, string>;
  /** What was said. */
  readonly conversation: Conversation;
}

/** Everything that the simulated GroupMe knows. */
export class World {
  /** The options, completed. */
  readonly settings: Settings;
  /** All users, by id. */
  readonly users = new Map<string, User>();
  /** The users' ids, by token. */
  readonly tokens = new Map<string, string>();
  /** All groups, by id. */
  readonly groups = new Map<string, Group>();
  /** All topics of groups, by id. */
  readonly topics = new Map<string, Topic>();
  /** All pairs of users that ever talked, by conversation id. */
  readonly chats = new Map<string, Chat>();
  /** All bots, by bot id. */
  readonly bots = new Map<string, Bot>();
  /** All polls, by id, oldest first. */
  readonly polls = new Map<string, Poll>();
  /** All that is planned, by id. */
  readonly events = new Map<string, CalendarEvent>();
  /** What is still to happen. */
  readonly due: Due = new Due();
  /** How far everybody has read. */
  readonly reads: ReadStates = new ReadStates();
  /** The conversations that users keep on top, by user id. */
  readonly pinned = new Map<string, readonly string[]>();
  /** Who blocks whom. */
  readonly blocks: Block[] = [];
  /** Who is being added where, by `results_id`. */
  readonly jobs = new Map<string, MembershipJob>();
  /** What was uploaded, by hash. */
  readonly images = new Map<string, StoredImage>();
  /** The guids of the last minute, oldest first, and when they came. */
  readonly guids = new Map<string, number>();
  /** Whatever would be pushed. */
  readonly changes: Subject<SimulatorChange> = new Subject();
  /** Makes up ids, tokens and names. */
  readonly random: Random;
  /** Makes pages short, and ids odd: apart, so that nothing else changes. */
  readonly oddities: Random;
  readonly #ids: IdClock;
  readonly #scheduler: SchedulerLike;

  /** Makes an empty world. */
  constructor(settings: Settings) {
    this.settings = settings;
    this.#scheduler = settings.scheduler;
    this.random = new Random(settings.seed);
    this.oddities = new Random(settings.seed ^ 0x0dd);
    this.#ids = new IdClock(new Random(settings.seed ^ 0x1d5));
  }

  /** The time, in ms since 1970. */
  now(): number {
    return this.#scheduler.now();
  }

  /** The time, in seconds since 1970. */
  seconds(): number {
    return Math.floor(this.now() / 1000);
  }

  /** A new message id, made of the time. */
  nextId(): string {
    return this.#ids.next(this.now());
  }

  /** A new id of a user, a group, a membership or a bot. */
  newId(taken: ReadonlyMap<string, unknown>, from: number): string {
    for (;;) {
      const id = String(this.random.between(from, from * 9));
      if (!taken.has(id)) return id;
    }
  }

  /** A new id of a group or a topic, which are of one count. */
  newConversationId(): string {
    for (;;) {
      const id = this.newId(this.groups, 10_000_000);
      if (!this.topics.has(id)) return id;
    }
  }

  /** A new text of letters and digits. */
  secret(length: number): string {
    return this.random.text(alphabet, length);
  }

  /** The URL of a picture that nobody uploaded. */
  imageUrl(name: string): string {
    return imageUrlOf(this.settings, hashText(name));
  }

  /** The user that a token belongs to. */
  userOfToken(token: string | null): User | undefined {
    const id = token === null ? undefined : this.tokens.get(token);
    return id === undefined ? undefined : this.users.get(id);
  }

  /** A group, if the user is in it. */
  groupOf(groupId: string, userId: string): Group | undefined {
    const group = this.groups.get(groupId);
    return group?.members.has(userId) ? group : undefined;
  }

  /** Two users' chat, which is made if there is none. */
  chatBetween(one: User, other: User, history?: HistoryOptions): Chat {
    const id = chatId(one.id, other.id);
    const known = this.chats.get(id);
    if (known) return known;
    const first = compareIds(one.id, other.id) <= 0;
    const [low, high] = first ? [one, other] : [other, one];
    const conversation = this.conversation(id, [low, high], true, history);
    const chat: Chat = {
      id,
      userIds: [low.id, high.id],
      createdAt: conversation.size > 0
        ? secondsOfId(conversation.placeAt(0))
        : this.seconds(),
      messageEditPeriod: 15,
      clearedAt: new Map(),
      conversation,
    };
    this.chats.set(id, chat);
    return chat;
  }

  /** A conversation that begins with a history. */
  conversation(
    conversationId: string,
    authors: readonly HistoryAuthor[],
    isDirect: boolean,
    history: HistoryOptions = { count: 0 },
    parentId?: string,
  ): Conversation {
    const { seed } = this.settings;
    const imageUrl = (value: number) => imageUrlOf(this.settings, value);
    const place = { seed, conversationId, isDirect, parentId, imageUrl };
    const until = history.until ?? this.now();
    const computed = new History(place, authors, { ...history, until });
    return new Conversation(conversationId, computed);
  }

  /** The topics of a group, oldest first. */
  topicsOf(groupId: string): Topic[] {
    return [...this.topics.values()]
      .filter(({ parentId }) => parentId === groupId);
  }

  /** The conversation of an id, and what it belongs to. */
  placeOf(id: string): Place | undefined {
    const chat = this.chats.get(id);
    if (chat) return { conversation: chat.conversation, chat };
    const topic = this.topics.get(id);
    const group = this.groups.get(topic?.parentId ?? id);
    if (!group) return undefined;
    const { conversation } = topic ?? group;
    return { conversation, group, ...topic && { topic } };
  }

  /** The same, if a user may see it, with all that is visible by now. */
  placeFor(id: string, userId: string): Place | undefined {
    const place = this.placeOf(id);
    const isAllowed = place?.group?.members.has(userId) ??
      place?.chat?.userIds.includes(userId);
    if (!place || !isAllowed) return undefined;
    place.conversation.reveal(this.now());
    return place;
  }

  /** The conversation of an id, if the user may see it. */
  conversationOf(id: string, userId: string): Conversation | undefined {
    return this.placeFor(id, userId)?.conversation;
  }

  /** Who sees a conversation. */
  audienceOf(id: string): readonly string[] {
    const { group, chat } = this.placeOf(id) ?? {};
    return group ? [...group.members.keys()] : chat?.userIds ?? [];
  }

  /** Lists late messages whose time has come, everywhere. */
  revealAll(): void {
    const now = this.now();
    for (const all of [this.groups, this.topics, this.chats]) {
      for (const { conversation } of all.values()) conversation.reveal(now);
    }
  }

  /** What a moment would have as id, to sort by. */
  momentId(): string {
    return idOfTime(this.now());
  }
}

/** The id of two users' conversation: the lower id first. */
export function chatId(one: string, other: string): string {
  return compareIds(one, other) <= 0 ? `${one}+${other}` : `${other}+${one}`;
}
