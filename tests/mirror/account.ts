import { Client, type ClientOptions } from "@rxgroupme/client";
import {
  GroupMeSimulator,
  type GroupMeSimulatorOptions,
  VirtualClock,
} from "@rxgroupme/client/testing";
import type { MirrorStore } from "@rxgroupme/client/mirror";
import { assertEquals } from "@std/assert";
import type { MessageData } from "../../lib/wire/message.ts";

/** A simulated account with its client, in virtual time. */
export interface Account {
  readonly clock: VirtualClock;
  readonly simulator: GroupMeSimulator;
  readonly client: Client;
  /** The ids of its conversations, by the name that a store gives them. */
  readonly ids: Map<string, string>;
  /** Makes another client of the same account. */
  connect(options?: Partial<ClientOptions>): Client;
}

/** How an account is to be. */
export interface AccountOptions extends GroupMeSimulatorOptions {
  groups?: number;
  chats?: number;
  topics?: number;
  /** Messages in each conversation. */
  messages?: number;
  everyMs?: number;
  /** How long ago the histories end, in ms. */
  agoMs?: number;
}

/** Makes an account. */
export function accountOf(options: AccountOptions = {}): Account {
  const { groups = 2, chats = 0, topics = 0, messages = 250, ...rest } =
    options;
  const { everyMs = 60_000, agoMs = 0, ...settings } = rest;
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock, ...settings });
  const ids = new Map<string, string>();
  const history = { count: messages, everyMs, until: clock.now() - agoMs };
  const friend = simulator.addUser({ name: "Bo Larkin" });
  for (let n = 0; n < groups; n++) {
    const group = simulator.addGroup({
      name: `Group ${n}`,
      members: [friend],
      history,
    });
    ids.set(`group:${group.id}`, group.id);
    for (let m = 0; n === 0 && m < topics; m++) {
      const topic = group.addTopic({ name: `Topic ${m}`, history });
      ids.set(`topic:${topic.id}`, topic.id);
    }
  }
  for (let n = 0; n < chats; n++) {
    const other = simulator.addUser({ name: `Friend ${n}` });
    const chat = simulator.addChat(other, { history });
    ids.set(`chat:${chat.id}`, chat.id);
  }
  const connect = (more: Partial<ClientOptions> = {}) =>
    new Client({
      token: simulator.token,
      fetch: simulator.fetch,
      scheduler: clock,
      ...more,
    });
  return { clock, simulator, ids, connect, client: connect() };
}

/** All messages of a conversation as the server lists them, newest first. */
export async function serverRows(
  { simulator }: Pick<Account, "simulator">,
  name: string,
): Promise<readonly MessageData[]> {
  const [kind, id = ""] = name.split(":");
  const own = simulator.me.id;
  const other = id.split("+").find((it) => it !== own) ?? "";
  const path = kind === "chat"
    ? `direct_messages?other_user_id=${other}&`
    : `groups/${id}/messages?`;
  const rows: MessageData[] = [];
  for (;;) {
    const anchor = rows.length > 0 ? `&before_id=${rows.at(-1)?.id}` : "";
    const response = await simulator.fetch(
      `https://api.groupme.com/v3/${path}acceptFiles=1&limit=200${anchor}`,
      { headers: { "x-access-token": simulator.token } },
    );
    if (response.status === 304) return rows;
    const { response: body } = await response.json();
    rows.push(...(body.messages ?? body.direct_messages));
  }
}

/** All messages of a conversation as a store has them, newest first. */
export async function storeRows(
  store: MirrorStore,
  name: string,
): Promise<readonly MessageData[]> {
  const rows: MessageData[] = [];
  for (;;) {
    const before = rows.at(-1)?.id;
    const page = await store.read(name, { before, limit: 500 });
    if (page.length === 0) return rows;
    rows.push(...page);
  }
}

/** Asserts that a store holds what the server lists, in all conversations. */
export async function assertEqualsServer(
  store: MirrorStore,
  account: Account,
): Promise<void> {
  for (const name of account.ids.keys()) {
    const stored = await storeRows(store, name);
    const listed = await serverRows(account, name);
    assertEquals(stored.length, listed.length, name);
    assertEquals(stored, listed, name);
  }
}

/** A store during whose work the clock stands still, as it does not see that. */
export function heldStore<S extends MirrorStore>(
  store: S,
  clock: VirtualClock,
): MirrorStore {
  const hold = async <T>(work: () => T | Promise<T>): Promise<T> => {
    const release = clock.hold();
    try {
      return await work();
    } finally {
      release();
    }
  };
  const { meta } = store;
  return {
    coverage: (name) => hold(() => store.coverage(name)),
    read: (name, range) => hold(() => store.read(name, range)),
    write: (batch) => hold(() => store.write(batch)),
    ...(meta && {
      meta: {
        get: (key) => hold(() => meta.get(key)),
        set: (key, text) => hold(() => meta.set(key, text)),
      },
    }),
    search: (query) => hold(() => store.search?.(query) ?? []),
    lock: () => hold(() => store.lock?.()),
  };
}
