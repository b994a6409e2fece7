import { type SchedulerLike, Subject } from "rxjs";
import type { SimulatorChange } from "./change.ts";
import { Contacts } from "./contacts.ts";
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
import type { MediaSlot, Upload } from "./media.ts";
import { Due } from "./due.ts";
import type { CalendarEvent } from "./calendar_event.ts";
import type { ConversationContext } from "./conversation_context.ts";
import type { Poll } from "./poll.ts";
import { ReadStates } from "./read_states.ts";
import type { Topic } from "./topic.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const ALPHABET = `0123456789${LETTERS}`;

/** A chat of two users. */
export interface Chat {
  /** The two users' ids, lower first, with a plus. */
  readonly id: string;
  /** The two users' ids, lower first. */
  readonly userIds: readonly [string, string];
  /** Seconds since 1970. */
  readonly createdAt: number;
  /** Time after sending in which a message may be edited, in seconds. */
  readonly messageEditPeriod: number;
  /** The newest message that a user has cleared, by user id. */
  readonly clearedAt: Map<string, string>;
  /** The stranger who began it, until the other user approves. */
  requestedBy: string | undefined;
  /** The messages. */
  readonly conversation: Conversation;
}

/** The state of the simulated GroupMe. */
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
  /** All chats, by conversation id. */
  readonly chats = new Map<string, Chat>();
  /** All bots, by bot id. */
  readonly bots = new Map<string, Bot>();
  /** All polls, by id, oldest first. */
  readonly polls = new Map<string, Poll>();
  /** All calendar events, by id. */
  readonly events = new Map<string, CalendarEvent>();
  /** The actions that are due later. */
  readonly due: Due = new Due();
  /** The read state of all users. */
  readonly reads: ReadStates = new ReadStates();
  /** The pinned conversations, by user id. */
  readonly pinned = new Map<string, readonly string[]>();
  /** The contacts that users chose. */
  readonly contacts: Contacts = new Contacts();
  /** The blocks between users. */
  readonly blocks: Block[] = [];
  /** The requests to add members, by `results_id`. */
  readonly jobs = new Map<string, MembershipJob>();
  /** The uploaded files and videos, by job. */
  readonly uploads = new Map<string, Upload>();
  /** The slots at m.groupme.com, by hash. */
  readonly media = new Map<string, MediaSlot>();
  /** The uploaded pictures, by hash. */
  readonly images = new Map<string, StoredImage>();
  /** The guids of the last minute, oldest first, and their times in ms since 1970. */
  readonly guids = new Map<string, number>();
  /** The changes that GroupMe pushes. */
  readonly changes: Subject<SimulatorChange> = new Subject();
  /** Generates ids, tokens and names. */
  readonly random: Random;
  /** Decides on short pages and irregular ids; separate, so that nothing else changes. */
  readonly irregularities: Random;
  readonly #ids: IdClock;
  readonly #scheduler: SchedulerLike;

  /** Creates an empty world. */
  constructor(settings: Settings) {
    this.settings = settings;
    this.#scheduler = settings.scheduler;
    this.random = new Random(settings.seed);
    this.irregularities = new Random(settings.seed ^ 0x0dd);
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

  /** A new id of a group or a topic. */
  newConversationId(): string {
    for (;;) {
      const id = this.newId(this.groups, 10_000_000);
      if (!this.topics.has(id)) return id;
    }
  }

  /** A new text of letters and digits. */
  secret(length: number): string {
    return this.random.text(ALPHABET, length);
  }

  /** The URL of a generated picture. */
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

  /** The chat of two users, which is created if there is none. */
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
        ? secondsOfId(conversation.sortKeyAt(0))
        : this.seconds(),
      messageEditPeriod: 15,
      clearedAt: new Map(),
      requestedBy: undefined,
      conversation,
    };
    this.chats.set(id, chat);
    return chat;
  }

  /** A new conversation with a seeded history. */
  conversation(
    conversationId: string,
    authors: readonly HistoryAuthor[],
    isDirect: boolean,
    history: HistoryOptions = { count: 0 },
    parentId?: string,
  ): Conversation {
    const { seed } = this.settings;
    const imageUrl = (value: number) => imageUrlOf(this.settings, value);
    const context = { seed, conversationId, isDirect, parentId, imageUrl };
    const until = history.until ?? this.now();
    const computed = new History(context, authors, { ...history, until });
    return new Conversation(conversationId, computed);
  }

  /** The topics of a group, oldest first. */
  topicsOf(groupId: string): Topic[] {
    return [...this.topics.values()]
      .filter(({ parentId }) => parentId === groupId);
  }

  /** The conversation of an id, with its group, topic or chat. */
  contextOf(id: string): ConversationContext | undefined {
    const chat = this.chats.get(id);
    if (chat) return { conversation: chat.conversation, chat };
    const topic = this.topics.get(id);
    const group = this.groups.get(topic?.parentId ?? id);
    if (!group) return undefined;
    const { conversation } = topic ?? group;
    return { conversation, group, ...topic && { topic } };
  }

  /** The same, if a user is in it, with all messages that are visible by now. */
  contextFor(id: string, userId: string): ConversationContext | undefined {
    const context = this.contextOf(id);
    const isAllowed = context?.group?.members.has(userId) ??
      context?.chat?.userIds.includes(userId);
    if (!context || !isAllowed) return undefined;
    context.conversation.reveal(this.now());
    return context;
  }

  /** The conversation of an id, if the user is in it. */
  conversationOf(id: string, userId: string): Conversation | undefined {
    return this.contextFor(id, userId)?.conversation;
  }

  /** The ids of the users in a conversation. */
  audienceOf(id: string): readonly string[] {
    const { group, chat } = this.contextOf(id) ?? {};
    return group ? [...group.members.keys()] : chat?.userIds ?? [];
  }

  /** Lists the late messages that are due, in all conversations. */
  revealAll(): void {
    const now = this.now();
    for (const all of [this.groups, this.topics, this.chats]) {
      for (const { conversation } of all.values()) conversation.reveal(now);
    }
  }

  /** The sort key of the current time. */
  momentId(): string {
    return idOfTime(this.now());
  }
}

/** The id of two users' conversation: the lower id first. */
export function chatId(one: string, other: string): string {
  return compareIds(one, other) <= 0 ? `${one}+${other}` : `${other}+${one}`;
}
