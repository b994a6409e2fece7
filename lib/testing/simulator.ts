import type { Observable } from "rxjs";
import { callBots } from "./model/callbacks.ts";
import type { SimulatorChange } from "./model/change.ts";
import {
  type FaultHandle,
  type FaultOptions,
  Faults,
} from "./server/faults.ts";
import { makeBot, makeGroup, makeUser } from "./model/founding.ts";
import {
  type BotOptions,
  type ChatOptions,
  type GroupOptions,
  idOf,
  type InjectOptions,
  readHistory,
  type Reference,
  type SimulatedBot,
  type SimulatedConversation,
  type SimulatedGroup,
  type SimulatedTopic,
  type SimulatedUser,
  type TopicOptions,
  type UserOptions,
} from "./model/handles.ts";
import { ConversationHandle } from "./model/conversation_handle.ts";
import { makeTopic } from "./model/topics.ts";
import type { Place } from "./model/place.ts";
import type { Group } from "./model/group.ts";
import { injectMessage } from "./model/inject.ts";
import { type GroupMeSimulatorOptions, settingsOf } from "./options.ts";
import type { User } from "./model/people.ts";
import { BayeuxServer } from "./push/bayeux_server.ts";
import { pushChanges } from "./push/push_events.ts";
import { PushHandle, type SimulatedPush } from "./push/simulated_push.ts";
import { Random } from "./history/random.ts";
import { RateLimit, type RateLimitOptions } from "./server/rate_limit.ts";
import type { LoggedRequest } from "./server/request_log.ts";
import { Router } from "./server/router.ts";
import { allRoutes } from "./routes/all.ts";
import { Server } from "./server/server.ts";
import type { WireMessage } from "./model/wire.ts";
import { World } from "./model/world.ts";

/**
 * GroupMe in a `fetch` function, with its quirks, and with faults on demand.
 * It starts with one user, {@linkcode GroupMeSimulator.me}, who is in no group.
 *
 * Everything is made up from a seed, and time comes from a scheduler, so that a
 * test can repeat itself. It sends nothing anywhere, and while it waits for a
 * request, nothing runs.
 *
 * @example A group with a million messages
 * ```ts
 * import { GroupMeSimulator } from "@rxgroupme/client/testing";
 * const simulator = new GroupMeSimulator();
 * const group = simulator.addGroup({ name: "Tide Pool", history: 1_000_000 });
 * const url = `https://api.groupme.com/v3/groups/${group.id}/messages?limit=100`;
 * const headers = { "X-Access-Token": simulator.token };
 * const response = await simulator.fetch(new Request(url, { headers }));
 * console.log(await response.json());
 * ```
 */
export class GroupMeSimulator {
  /**
   * Answers a request as `fetch` would, whatever its host: the path tells which
   * of GroupMe's hosts is meant. It needs no `this`, and serves as the handler
   * of a server as well, which is known by a second argument beside a `Request`:
   * there a connection that fails becomes a body that breaks off at once.
   */
  readonly fetch: (
    input: Request | URL | string,
    init?: unknown,
  ) => Promise<Response>;
  /** The first user. */
  readonly me: SimulatedUser;
  /**
   * What GroupMe would push, as it happens: new messages, also those not listed
   * yet, edited and deleted ones, other reactions, reading, typing, memberships.
   */
  readonly changes: Observable<SimulatorChange>;
  /** GroupMe's push server, under `POST /faye`. */
  readonly push: SimulatedPush;
  readonly #world: World;
  readonly #server: Server;
  readonly #faults: Faults;

  /** Makes a GroupMe with one user. */
  constructor(options: GroupMeSimulatorOptions = {}) {
    const world = new World(settingsOf(options));
    const faults = new Faults(
      () => world.now(),
      new Random(world.settings.seed ^ 0xfa17),
    );
    const push = new BayeuxServer(world);
    const server = new Server(world, new Router(allRoutes), faults, push);
    this.#world = world;
    this.#faults = faults;
    this.#server = server;
    this.changes = world.changes.asObservable();
    this.push = new PushHandle(push);
    pushChanges(world, push);
    this.fetch = (input, init) =>
      input instanceof Request
        // Deno.serve() gives something else beside the request.
        ? server.fetch(input, init !== undefined && !("method" in Object(init)))
        : server.fetch(new Request(input, init as RequestInit), false);
    const { onCallback, name } = world.settings;
    if (onCallback) callBots(world.changes, world.bots, onCallback);
    this.me = this.addUser({ name });
  }

  /** A token of the first user: 40 characters. */
  get token(): string {
    return this.me.token;
  }

  /** The requests so far, oldest first, also those that failed; without tokens. */
  get requests(): readonly LoggedRequest[] {
    return this.#server.log;
  }

  /** How many requests wait for their answer. */
  get open(): number {
    return this.#server.open;
  }

  /** Forgets the requests so far. */
  resetRequests(): void {
    this.#server.log = [];
  }

  /**
   * Adds a user.
   *
   * @returns The user, with a token.
   */
  addUser(options: UserOptions = {}): SimulatedUser {
    const { user, token } = makeUser(this.#world, options);
    const { id, name, email, phoneNumber } = user;
    return { id, name, email, phoneNumber, token };
  }

  /**
   * Makes a token invalid: what comes with it is answered 401.
   *
   * @param token The token of a user.
   */
  revokeToken(token: string): void {
    this.#world.tokens.delete(token);
  }

  /**
   * Adds a group, owned by the first user unless told.
   *
   * @returns What is needed to ask for it.
   * @throws {RangeError} When the history would have to begin before 2001-09-09.
   */
  addGroup(options: GroupOptions = {}): SimulatedGroup {
    const { owner = this.me, members = [], history, share = true, ...profile } =
      options;
    const others = typeof members === "number"
      ? Array.from({ length: members }, () => this.addUser())
      : members;
    const world = this.#world;
    const group = makeGroup(world, {
      owner: this.#user(owner),
      others: others.map((other) => this.#user(other)),
      profile,
      share,
      history: readHistory(history, 0),
    });
    const { conversation, name, shareToken } = group;
    const memberIds = [...group.members.keys()];
    const addTopic = (topic?: TopicOptions) => this.#addTopic(group, topic);
    const more = { name, shareToken, memberIds, addTopic };
    return Object.assign(this.#handle({ conversation, group }), more);
  }

  /**
   * Adds a chat of the first user with another, with one message unless told:
   * GroupMe lists no chat without any.
   *
   * @param other The other user, or the id.
   * @returns What is needed to ask for it.
   */
  addChat(other: Reference, options: ChatOptions = {}): SimulatedConversation {
    const history = readHistory(options.history, 1);
    const [me, user] = [this.#user(this.me), this.#user(other)];
    const chat = this.#world.chatBetween(me, user, history);
    return this.#handle({ conversation: chat.conversation, chat });
  }

  /**
   * Adds a bot to a group.
   *
   * @param group The group, or its id.
   * @returns The bot, with the id that lets it post.
   */
  addBot(group: Reference, options: BotOptions = {}): SimulatedBot {
    return makeBot(this.#world, idOf(group), this.me.id, options);
  }

  /**
   * Posts a message past the API: by another user unless told, by a bot, or as
   * a notice.
   *
   * @param conversation A group, a chat, or its id.
   * @returns The message as it goes over the wire.
   */
  inject(conversation: Reference, options: InjectOptions = {}): WireMessage {
    return injectMessage(this.#world, idOf(conversation), this.me.id, options);
  }

  /**
   * Takes a message away without a notice, so that it leaves a hole.
   *
   * @param conversation A group, a chat, or its id.
   * @param messageId The id of the message.
   * @returns Whether there was such a message.
   */
  removeMessage(conversation: Reference, messageId: string): boolean {
    const id = idOf(conversation);
    return this.#world.placeOf(id)?.conversation.remove(messageId) ?? false;
  }

  /**
   * Makes something go wrong from now on. Of several faults that fit a request
   * the one put in first takes it.
   *
   * @returns A handle to take the fault away.
   * @throws {TypeError} When the fault has no effect, or more than one.
   */
  fault(options: FaultOptions): FaultHandle {
    return this.#faults.add(options);
  }

  /** Makes all connections fail for `ms` on the clock. */
  outage(ms: number): FaultHandle {
    return this.#faults.add({ connectionError: true, forMs: ms });
  }

  /** Takes all faults away, and all limits. */
  clearFaults(): void {
    this.#faults.clear();
    this.#server.limits.clear();
  }

  /**
   * Limits how often may be asked; pictures are not limited.
   *
   * @returns A handle to take the limit away.
   */
  rateLimit(options: RateLimitOptions): { remove(): void } {
    const { limits } = this.#server;
    const limit = new RateLimit(options);
    limits.add(limit);
    return { remove: () => void limits.delete(limit) };
  }

  #addTopic(
    group: Group,
    { history, creator = group.ownerId, ...profile }: TopicOptions = {},
  ): SimulatedTopic {
    const topic = makeTopic(this.#world, {
      group,
      creatorId: this.#user(creator).id,
      profile,
      history: readHistory(history, 0),
    });
    const { conversation, name, parentId } = topic;
    const handle = this.#handle({ conversation, group, topic });
    return Object.assign(handle, { name, parentId });
  }

  #handle(place: Place): ConversationHandle {
    return new ConversationHandle(this.#world, place, this.me.id);
  }

  #user(reference: Reference): User {
    const id = idOf(reference);
    const user = this.#world.users.get(id);
    if (!user) throw new RangeError(`Cannot find a user: no id ${id}`);
    return user;
  }
}
