import {
  catchError,
  map,
  type Observable,
  throwError,
  toArray,
  zip,
} from "rxjs";
import type { Client } from "../client.ts";
import { NotFound } from "../errors.ts";
import type { Chat } from "../resources/chats/chat.ts";
import type { Group } from "../resources/groups/group.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { GenericMessages } from "../resources/messages/generic_messages.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { Failure } from "./failure.ts";

/** A group, or a chat with one other user. */
export interface Conversation {
  /** Tells which it is, by the group's or the other user's id. */
  readonly key: ConversationKey;
  /** The group's or the other user's name, as whoever chose it wrote it. */
  readonly title: string;
  /** Messages in it, about; `undefined` where that is not known. */
  readonly count: number | undefined;
  /** Its messages. */
  readonly messages: GenericMessages<AnyMessage>;
}

/**
 * Finds the group or the chat that the user means.
 *
 * @param wanted Its id or name; a chat has those of the other user. White space
 * and the form of Unicode do not matter, unless another one has exactly that
 * name.
 * @returns The conversation; or a {@linkcode Failure} if there is none, or
 * several.
 */
export function findConversation(
  client: Client,
  wanted: string,
): Observable<Conversation> {
  if (!/^\d+$/.test(wanted)) return findListed(client, wanted);
  return client.groups.get(wanted).pipe(
    map(ofGroup),
    // It can be the id of a user, or a name.
    catchError((error) =>
      error instanceof NotFound
        ? findListed(client, wanted)
        : throwError(() => error)
    ),
  );
}

/** Whether two names are the same as people type them. */
export function isSameName(a: string, b: string): boolean {
  return typed(a) === typed(b);
}

/** The failure of a name that is of no conversation. */
export function noConversation(wanted: string): Failure {
  return new Failure(
    `Cannot find "${wanted}": no group or chat of yours has that id or name. "groupme groups" and "groupme chats" list what is yours`,
  );
}

/** The id of a conversation: the group's, or the other user's. */
export function idOf(key: ConversationKey): string {
  return "groupId" in key ? key.groupId : key.otherUserId;
}

function findListed(client: Client, wanted: string): Observable<Conversation> {
  return zip(
    client.groups.listAll({ omit: "memberships" }).pipe(toArray()),
    client.chats.listAll({ perPage: 100 }).pipe(toArray()),
  ).pipe(
    map(([groups, chats]) =>
      choose([
        ...groups.map(ofGroup),
        // The other user's account can be gone: then nothing can be read.
        ...chats.filter(({ otherUserId }) => otherUserId).map(ofChat),
      ], wanted)
    ),
  );
}

function choose(all: readonly Conversation[], wanted: string): Conversation {
  const tests: ((it: Conversation) => boolean)[] = [
    ({ key }) => idOf(key) === wanted,
    ({ title }) => title === wanted,
    ({ title }) => isSameName(title, wanted),
  ];
  const [found, ...others] = tests.map((test) => all.filter(test))
    .find(({ length }) => length > 0) ?? [];
  if (found === undefined) throw noConversation(wanted);
  if (others.length === 0) return found;
  const ids = [found, ...others].map(({ key }) =>
    `${idOf(key)} (a ${"groupId" in key ? "group" : "chat"})`
  );
  throw new Failure(
    `Cannot tell which "${wanted}" is meant, several have that name. Take an id: ${
      ids.join(", ")
    }`,
  );
}

function ofGroup({ id, name, messagesCount, messages }: Group): Conversation {
  const [key, count] = [{ groupId: id }, messagesCount];
  return { key, title: name ?? id, count, messages };
}

function ofChat(chat: Chat): Conversation {
  const { otherUserId, name, messagesCount: count, messages } = chat;
  return { key: { otherUserId }, title: name ?? otherUserId, count, messages };
}

/** A name as people type it: one form of Unicode, and single spaces. */
function typed(name: string): string {
  return name.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}
