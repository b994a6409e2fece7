import type { DirectMessages, Messages } from "@rxgroupme/client";
import type {
  GroupMeSimulatorOptions,
  LoggedRequest,
  SimulatedConversation,
  SimulatedGroup,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import { lastValueFrom, type Observable, toArray } from "rxjs";
import { type World, world } from "../support/world.ts";

/** A world with another user and a group of both, and what looks into it. */
export interface GroupWorld extends World {
  /** The other user. */
  readonly other: SimulatedUser;
  /** The group. */
  readonly group: SimulatedGroup;
  /** Its messages, as a user of the library has them. */
  readonly messages: Messages;
}

/** A world with another user and a chat with them. */
export interface ChatWorld extends World {
  /** The other user. */
  readonly other: SimulatedUser;
  /** The chat. */
  readonly chat: SimulatedConversation;
  /** Its messages, as a user of the library has them. */
  readonly messages: DirectMessages;
}

/** Makes a world with a group in which `history` messages were said. */
export function groupWorld(
  history = 0,
  simulator: GroupMeSimulatorOptions = {},
): GroupWorld {
  const here = world({ simulator });
  const other = here.simulator.addUser();
  const group = here.simulator.addGroup({ members: [other], history });
  return {
    ...here,
    other,
    group,
    messages: here.client.groups.messages(group.id),
  };
}

/** Makes a world with a chat in which `history` messages were said. */
export function chatWorld(history = 1): ChatWorld {
  const here = world();
  const other = here.simulator.addUser();
  const chat = here.simulator.addChat(other, { history });
  return {
    ...here,
    other,
    chat,
    messages: here.client.chats.messages(other.id),
  };
}

/** What a stream emits last. */
export function last<T>({ clock }: World, source: Observable<T>): Promise<T> {
  return clock.until(lastValueFrom(source));
}

/** All that a stream emits. */
export function all<T>(here: World, source: Observable<T>): Promise<T[]> {
  return last(here, source.pipe(toArray()));
}

/** The ids of things. */
export function idsOf(things: readonly { readonly id: string }[]): string[] {
  return things.map(({ id }) => id);
}

/** The ids of all that a conversation holds at the server, newest first. */
export function stored(conversation: SimulatedConversation): string[] {
  return Array.from(
    { length: conversation.size },
    (_, n) => conversation.idAt(conversation.size - 1 - n),
  );
}

/** What the server was asked last. */
export function lastRequest({ simulator }: World): LoggedRequest {
  const request = simulator.requests.at(-1);
  if (!request) throw new Error("Cannot look at a request: there is none");
  return request;
}
