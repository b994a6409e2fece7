import type {
  ChatOptions,
  FaultOptions,
  GroupMeSimulator,
  GroupOptions,
  InjectOptions,
  LoggedRequest,
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";

/** A fault that can be told as JSON. */
export type PlainFault = Omit<FaultOptions, "match"> & {
  /** Which requests, by the whole path. */
  match?: { method?: string; path?: string };
};

/** A group, as far as cases need to know it. */
export interface PlainGroup {
  readonly id: string;
  readonly name: string;
  readonly memberIds: readonly string[];
}

/**
 * What cases can do to a simulator and ask of it, all of it as JSON: the
 * simulator is in another process where there is real HTTP in between.
 */
export interface Commands {
  addUser(): SimulatedUser;
  addGroup(options?: Omit<GroupOptions, "owner" | "members">): PlainGroup;
  /** Adds a chat of the first user with another one. */
  addChat(userId: string, options?: ChatOptions): void;
  /** Posts a message past the API, and returns its id. */
  inject(conversationId: string, options?: InjectOptions): string;
  /** Posts messages, one after the other. */
  write(conversationId: string, ...texts: string[]): void;
  /** The ids of what is listed, oldest first. */
  ids(conversationId: string): string[];
  /** The texts of what is listed, oldest first. */
  texts(conversationId: string): (string | null)[];
  fault(options: PlainFault): void;
  clearFaults(): void;
  revokeToken(token: string): void;
  /** What was asked, without what browsers ask first. */
  requests(): readonly LoggedRequest[];
  /** How often a browser asked first whether it may. */
  preflights(): number;
  /** How many requests wait for their answer. */
  open(): number;
  /** How many polls of push wait. */
  polls(): number;
  /** How many clients push knows. */
  listeners(): number;
  /** Starts push anew, which cuts its connections. */
  restartPush(): void;
  refusePush(error?: string): void;
  publish(channel: string, data: unknown): void;
}

/** The same from wherever a case runs. */
export type Remote<C> = {
  readonly [K in keyof C]: C[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<R>
    : never;
};

/** What a command is told, and what becomes of it. */
export type Send = (
  name: keyof Commands,
  args: readonly unknown[],
) => Promise<unknown>;

/** Makes commands of what sends them. */
export function remote(send: Send): Remote<Commands> {
  return new Proxy({} as Remote<Commands>, {
    get: (_, name) => (...args: unknown[]) =>
      send(name as keyof Commands, args),
  });
}

/** Carries a command out that was sent. */
export function carryOut(
  commands: Commands,
  name: keyof Commands,
  args: readonly unknown[],
): unknown {
  const { [name]: command } = commands;
  return (command as (...args: readonly unknown[]) => unknown)(...args);
}

/** What can be done to a simulator. */
export function commandsOf(simulator: GroupMeSimulator): Commands {
  const conversations = new Map<string, SimulatedConversation>();
  const find = (id: string): SimulatedConversation => {
    const found = conversations.get(id);
    if (!found) throw new RangeError(`Cannot find conversation ${id}`);
    return found;
  };
  const indexes = (id: string) => Array.from(Array(find(id).size).keys());
  return {
    addUser: () => simulator.addUser(),
    addGroup(options) {
      const group = simulator.addGroup({ members: 2, ...options });
      conversations.set(group.id, group);
      const { id, name, memberIds } = group;
      return { id, name, memberIds };
    },
    addChat(userId, options) {
      const chat = simulator.addChat(userId, options);
      conversations.set(chat.id, chat).set(userId, chat);
    },
    inject: (id, options) => simulator.inject(find(id), options).id,
    write(id, ...texts) {
      for (const text of texts) simulator.inject(find(id), { text });
    },
    ids: (id) => indexes(id).map((index) => find(id).idAt(index)),
    texts: (id) =>
      indexes(id).map((index) => find(id).messageAt(index)?.text ?? null),
    fault: (options) => void simulator.fault(options),
    clearFaults: () => simulator.clearFaults(),
    revokeToken: (token) => simulator.revokeToken(token),
    requests: () => simulator.requests.filter((it) => !isPreflight(it)),
    preflights: () => simulator.requests.filter(isPreflight).length,
    open: () => simulator.open,
    polls: () => simulator.push.polls,
    listeners: () => simulator.push.clients,
    restartPush: () => simulator.push.forget(),
    refusePush: (error) => simulator.push.refuse(error ? { error } : undefined),
    publish: (channel, data) => simulator.push.publish(channel, data),
  };
}

function isPreflight({ method }: LoggedRequest): boolean {
  return method === "OPTIONS";
}
