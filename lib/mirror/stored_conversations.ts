import type { ConversationKey } from "../tail/live_source.ts";
import {
  type ConversationLike,
  conversationOf,
} from "../timeline/conversation.ts";
import type { ListedConversation } from "./conversation_list.ts";
import {
  BEGINNING,
  type Coverage,
  isCovered,
  maxId,
  minId,
} from "./coverage.ts";
import { META, storedConversations } from "./run_state.ts";
import { timeOfId } from "./server_clock.ts";
import type { MirrorStore } from "./store.ts";
import { StoreError } from "./store_errors.ts";

/**
 * A conversation of a store: its name there, the id of a group or topic, a key,
 * or a `Group` or `Chat`.
 */
export type ConversationName = ConversationLike;

/**
 * The key of a conversation that is named.
 *
 * @throws {TypeError} When it names none, or a chat by its name alone.
 */
export function conversationKeyOf(
  conversation: ConversationName,
): ConversationKey {
  return conversationOf(
    typeof conversation === "string"
      ? conversation.replace(/^(?:group|topic):/, "")
      : conversation,
  );
}

/** How much of a conversation a store holds. */
export interface ConversationCoverage {
  /** `group:98115240`, `topic:..` or `chat:7305518+41870263`. */
  readonly name: string;
  /** The name of the group, the topic or the other user. */
  readonly title: string;
  /** The ranges of it that are whole. */
  readonly coverage: Coverage;
  /** Whether all that was asked about is whole, as of the last run. */
  readonly isComplete: boolean;
}

/**
 * The conversations of a store, or some of them, each once.
 *
 * @throws {StoreError} Where the store has not one of those.
 */
export async function conversationsIn(
  store: MirrorStore,
  wanted?: readonly ConversationName[],
): Promise<readonly ListedConversation[]> {
  const all = await storedConversations(store);
  return wanted ? [...new Set(wanted.flatMap((it) => find(all, it)))] : all;
}

function find(
  all: readonly ListedConversation[],
  conversation: ConversationName,
): readonly ListedConversation[] {
  const found = all.filter((it) => isNamed(it, conversation));
  if (found.length > 0) return found;
  const isName = typeof conversation === "string" && conversation.includes(":");
  if (!isName || all.length > 0) {
    throw new StoreError(
      `Cannot find the conversation ${
        isName ? conversation : idOf(conversationOf(conversation))
      } in this store. Run mirror() first.`,
    );
  }
  // A store without texts tells of none, and may have it all the same.
  const key = { groupId: conversation.replace(/^\w+:/, "") };
  return [{ name: conversation, key, title: conversation, lastId: "" }];
}

function isNamed(
  { name, key }: ListedConversation,
  conversation: ConversationName,
): boolean {
  if (name === conversation) return true;
  // A chat's name holds the ids of two.
  if (typeof conversation === "string" && !/^\d+$/.test(conversation)) {
    return false;
  }
  const wanted = conversationOf(conversation);
  return idOf(key) === idOf(wanted) && isChat(key) === isChat(wanted);
}

function isChat(key: ConversationKey): boolean {
  return "otherUserId" in key;
}

function idOf(key: ConversationKey): string {
  return "groupId" in key ? key.groupId : key.otherUserId;
}

/**
 * How much of some conversations a store holds.
 *
 * @param from Only what is newer than this id counts.
 * @param to Only what is not newer than this id counts.
 */
export async function coverageOf(
  store: MirrorStore,
  conversations: readonly ListedConversation[],
  { from = BEGINNING, to }: { from?: string; to?: string } = {},
): Promise<readonly ConversationCoverage[]> {
  const lateness = Number(await store.meta?.get(META.lateness) ?? 0);
  const all: ConversationCoverage[] = [];
  for (const { name, title, lastId, isMirrored } of conversations) {
    const coverage = await store.coverage(name);
    const covered = coverage.at(-1)?.to ?? BEGINNING;
    // The very newest messages are stored, and never taken for whole.
    const isNewest = timeOfId(lastId) - timeOfId(covered) <= lateness + 1;
    const top = isNewest ? covered : maxId(lastId || BEGINNING, covered);
    const range = { from, to: minId(top, to ?? top) };
    // Of one that was never listed, nothing tells that it is empty.
    const isEmpty = isMirrored && lastId === "";
    const isComplete = isCovered(coverage, range) &&
      (coverage.length > 0 || isEmpty === true);
    all.push({ name, title, coverage, isComplete });
  }
  return all;
}
