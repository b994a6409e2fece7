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
  /** All pairs of users that ever talked, by conversation id. */
  readonly chats = new Map<string, Chat>();
  /** All bots, by bot id. */
  readonly bots = new Map<string, Bot>();
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
  readonly #ids: IdClock;
  readonly #scheduler: SchedulerLike;

  /** Makes an empty world. */
  constructor(settings: Settings) {
    this.settings = settings;
    this.#scheduler = settings.scheduler;
    this.random = new Random(settings.seed);
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
        ? secondsOfId(conversation.idAt(0))
        : this.seconds(),
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
  ): Conversation {
    const { seed } = this.settings;
    const imageUrl = (value: number) => imageUrlOf(this.settings, value);
    const place = { seed, conversationId, isDirect, imageUrl };
    const until = history.until ?? this.now();
    const computed = new History(place, authors, { ...history, until });
    return new Conversation(conversationId, computed);
  }

  /** The conversation of an id, if the user may see it. */
  conversationOf(id: string, userId: string): Conversation | undefined {
    const chat = this.chats.get(id);
    if (chat?.userIds.includes(userId)) return this.#fresh(chat.conversation);
    const group = this.groupOf(id, userId);
    return group && this.#fresh(group.conversation);
  }

  /** Who sees a conversation. */
  audienceOf(id: string): readonly string[] {
    const group = this.groups.get(id);
    return group
      ? [...group.members.keys()]
      : this.chats.get(id)?.userIds ?? [];
  }

  /** Lists late messages whose time has come, everywhere. */
  revealAll(): void {
    const now = this.now();
    for (const { conversation } of this.groups.values()) {
      conversation.reveal(now);
    }
    for (const { conversation } of this.chats.values()) {
      conversation.reveal(now);
    }
  }

  /** What a moment would have as id, to sort by. */
  momentId(): string {
    return idOfTime(this.now());
  }

  #fresh(conversation: Conversation): Conversation {
    conversation.reveal(this.now());
    return conversation;
  }
}

/** The id of two users' conversation: the lower id first. */
export function chatId(one: string, other: string): string {
  return compareIds(one, other) <= 0 ? `${one}+${other}` : `${other}+${one}`;
}
