import type { Observable } from "rxjs";
import { callBots } from "./model/callbacks.ts";
import type { SimulatorChange } from "./model/change.ts";
import {
  type FaultHandle,
  type FaultOptions,
  Faults,
} from "./server/faults.ts";
import { assertBot, assertProfile } from "./model/handle_checks.ts";
import { makeBot, makeGroup, makeUser, userOf } from "./model/founding.ts";
import type {
  BotOptions,
  ChatOptions,
  FileOptions,
  GroupOptions,
  InjectOptions,
  TopicOptions,
  UserOptions,
} from "./model/handle_options.ts";
import {
  idOf,
  readHistory,
  readMembers,
  type Reference,
  type SimulatedBot,
  type SimulatedConversation,
  type SimulatedFile,
  type SimulatedGroup,
  type SimulatedUser,
} from "./model/handles.ts";
import { ConversationHandle } from "./model/conversation_handle.ts";
import { storeFile } from "./model/stored_file.ts";
import { addTopic } from "./model/topic_handle.ts";
import type { ConversationContext } from "./model/conversation_context.ts";
import { injectMessage } from "./model/inject.ts";
import { type GroupMeSimulatorOptions, settingsOf } from "./options.ts";
import type { User } from "./model/people.ts";
import { BayeuxServer } from "./push/bayeux_server.ts";
import { pushChanges } from "./push/push_events.ts";
import { PushHandle, type SimulatedPush } from "./push/simulated_push.ts";
import { Random } from "./history/random.ts";
import { RateLimit, type RateLimitOptions } from "./server/rate_limit.ts";
import { apply } from "./model/joining.ts";
import type { LoggedRequest } from "./server/request_log.ts";
import { Router } from "./server/router.ts";
import { ALL_ROUTES } from "./routes/all.ts";
import { Server } from "./server/server.ts";
import type { WireMessage } from "./model/wire.ts";
import { World } from "./model/world.ts";

/**
 * GroupMe in a `fetch` function, with its quirks, and with faults on demand.
 * It starts with one user, {@linkcode GroupMeSimulator.me}, who is in no group.
 *
 * All values are generated from a seed, and time comes from a scheduler, so that a
 * test is repeatable. It sends no request, and keeps no timer between requests:
 * what is due, such as the end of a poll, happens before the next one, or at its
 * time while push holds a connect.
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
   * Answers a request as `fetch` does, whatever its host: the path tells which of
   * GroupMe's hosts is meant. It needs no `this`.
   *
   * It also is a handler for a server, which passes a second argument beside a
   * `Request`: a connection that fails is then a body that breaks off at once.
   */
  readonly fetch: (
    input: Request | URL | string,
    init?: unknown,
  ) => Promise<Response>;
  /** The first user. */
  readonly me: SimulatedUser;
  /**
   * Everything that GroupMe pushes, as it happens; hot. Emits messages, those not
   * listed yet included, edits, deletions, reactions, read receipts, typing and
   * memberships. It never completes.
   */
  readonly changes: Observable<SimulatorChange>;
  /** GroupMe's push server, under `POST /faye`. */
  readonly push: SimulatedPush;
  readonly #world: World;
  readonly #server: Server;
  readonly #faults: Faults;

  /** Creates a GroupMe with one user. */
  constructor(options: GroupMeSimulatorOptions = {}) {
    const world = new World(settingsOf(options));
    const faults = new Faults(
      () => world.now(),
      new Random(world.settings.seed ^ 0xfa17),
    );
    const push = new BayeuxServer(world);
    const server = new Server(world, new Router(ALL_ROUTES), faults, push);
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

  /** An access token of the first user: 40 characters. */
  get token(): string {
    return this.me.token;
  }

  /** The requests so far, oldest first, failed ones included; without tokens. */
  get requests(): readonly LoggedRequest[] {
    return this.#server.log;
  }

  /** The number of requests that are not answered yet. */
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
   * Revokes a token: requests with it are answered with 401.
   *
   * @param token The token of a user.
   */
  revokeToken(token: string): void {
    this.#world.tokens.delete(token);
  }

  /**
   * Adds a group, owned by the first user by default.
   *
   * @returns The group's handle.
   * @throws {RangeError} If there is no such user, or the history begins
   * before 2001-09-09.
   */
  addGroup(options: GroupOptions = {}): SimulatedGroup {
    const { owner = this.me, members = [], history, share = true, ...profile } =
      options;
    assertProfile(profile, ["private", "closed", "announcement"]);
    const others = readMembers(members, () => this.addUser());
    const world = this.#world;
    const group = makeGroup(world, {
      owner: this.#user(owner),
      others: others.map((other) => this.#user(other)),
      profile,
      share,
      history: readHistory(history, 0),
    });
    const { conversation, name, shareToken } = group;
    return Object.assign(this.#handle({ conversation, group }), {
      name,
      shareToken,
      memberIds: [...group.members.keys()],
      addTopic: (topic?: TopicOptions) =>
        addTopic(world, group, this.me.id, topic),
      addApplicant: (user = this.addUser(), answer?: string) => {
        apply(world, group, user.id, answer);
        return user;
      },
    });
  }

  /**
   * Adds a chat of the first user with another, with one message by default:
   * GroupMe lists no chat without messages.
   *
   * @param other The other user, or the id.
   * @returns The chat's handle.
   */
  addChat(other: Reference, options: ChatOptions = {}): SimulatedConversation {
    const history = readHistory(options.history, 1);
    const [me, user] = [this.#user(this.me), this.#user(other)];
    if (me === user) throw new RangeError("Cannot chat: it is the same user");
    const chat = this.#world.chatBetween(me, user, history);
    return this.#handle({ conversation: chat.conversation, chat });
  }

  /**
   * Adds a bot to a group.
   *
   * @param group The group, or its id.
   * @returns The bot, with its secret bot id.
   * @throws {RangeError} If there is no such group or owner.
   */
  addBot(group: Reference, options: BotOptions = {}): SimulatedBot {
    assertBot(options);
    return makeBot(this.#world, idOf(group), this.me.id, options);
  }

  /**
   * Stores a file in a conversation; {@linkcode GroupMeSimulator.inject} its
   * `attachment` to show it.
   *
   * @param conversation A group, a topic, a chat, or its id.
   * @returns The file, with its attachment.
   * @throws {RangeError} If there is no such conversation.
   */
  addFile(conversation: Reference, options: FileOptions = {}): SimulatedFile {
    return storeFile(this.#world, idOf(conversation), options);
  }

  /**
   * Posts a message past the API: by default by a member other than the first
   * user, else by the user or the bot given, or as a notice.
   *
   * @param conversation A group, a topic, a chat, or its id.
   * @returns The message as it goes over the wire.
   * @throws {RangeError} If there is no such conversation, user or bot.
   */
  inject(conversation: Reference, options: InjectOptions = {}): WireMessage {
    return injectMessage(this.#world, idOf(conversation), this.me.id, options);
  }

  /**
   * Removes a message without a notice, as if it had never been.
   *
   * @param conversation A group, a topic, a chat, or its id.
   * @param messageId The id of the message.
   * @returns Whether there was such a message.
   */
  removeMessage(conversation: Reference, messageId: string): boolean {
    const id = idOf(conversation);
    return this.#world.contextOf(id)?.conversation.remove(messageId) ?? false;
  }

  /**
   * Adds a fault. Of several faults that match a request, the oldest one applies.
   *
   * @returns A handle that removes the fault.
   * @throws {TypeError} If it has no effect, several, or an option of another one.
   * @throws {RangeError} If a number is out of range.
   */
  fault(options: FaultOptions): FaultHandle {
    return this.#faults.add(options);
  }

  /** Makes all connections fail for `ms` on the clock. */
  outage(ms: number): FaultHandle {
    return this.#faults.add({ connectionError: true, forMs: ms });
  }

  /** Removes all faults and all rate limits. */
  clearFaults(): void {
    this.#faults.clear();
    this.#server.limits.clear();
  }

  /**
   * Adds a rate limit, to which requests for pictures do not count.
   *
   * @returns A handle that removes the limit.
   */
  rateLimit(options: RateLimitOptions): { remove(): void } {
    const { limits } = this.#server;
    const limit = new RateLimit(options);
    limits.add(limit);
    return { remove: () => void limits.delete(limit) };
  }

  #user(reference: Reference): User {
    return userOf(this.#world, idOf(reference));
  }

  #handle(context: ConversationContext): ConversationHandle {
    return new ConversationHandle(this.#world, context, this.me.id);
  }
}
