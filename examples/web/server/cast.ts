import { Client } from "@rxgroupme/client";
import { deleteMessage, editMessage } from "@rxgroupme/client/changes";
import type {
  GroupMeSimulator,
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import {
  catchError,
  concatMap,
  defer,
  delayWhen,
  EMPTY,
  filter,
  ignoreElements,
  merge,
  mergeMap,
  type Observable,
  of,
  repeat,
  timer,
} from "rxjs";
import { anyLine, REPLIES } from "./lines.ts";
import { holdPoll, planEvent } from "./plans.ts";
import { shareFile } from "./shared_file.ts";
import type { World } from "./world.ts";

const TYPING_MS = 2_500;

/**
 * The people of a world talk, react, edit and delete while this is subscribed
 * to, each through a client of their own; and somebody answers what the first
 * user writes. Nothing is emitted.
 */
export function cast(
  simulator: GroupMeSimulator,
  { people, lively, crew }: World,
  random: () => number = Math.random,
): Observable<never> {
  const clients = new Map(people.map(({ id, token }) => [
    id,
    new Client({ token, fetch: (request) => simulator.fetch(request) }),
  ]));
  const pick = <T>(items: readonly T[]): T =>
    items[Math.floor(random() * items.length)]!;

  /** Somebody of a conversation who is not the first user. */
  function someoneIn(place: SimulatedConversation): SimulatedUser | undefined {
    const authors = people.filter(({ id }) => place.id.includes(id));
    if (authors.length > 0) return pick(authors);
    const newest = place.messageAt(place.size - 1);
    const others = people.filter(({ id }) =>
      !newest || random() < 0.6 || id !== newest.user_id
    );
    return others.length > 0 ? pick(others) : undefined;
  }

  function say(
    place: SimulatedConversation,
    text: string,
  ): Observable<unknown> {
    return defer(() => {
      const author = someoneIn(place);
      if (!author) return EMPTY;
      place.typing(author);
      return timer(TYPING_MS).pipe(
        concatMap(() => {
          simulator.inject(place, { userId: author.id, text });
          return EMPTY;
        }),
      );
    });
  }

  /** Something is done to one of the newest messages of a group. */
  function change(place: SimulatedConversation): Observable<unknown> {
    const index = place.size - 1 - Math.floor(random() * 6);
    const message = index >= 0 ? place.messageAt(index) : undefined;
    if (!message || message.system || place.id.includes("+")) return EMPTY;
    const author = clients.get(message.user_id);
    const other = clients.get(pick(people).id);
    const at = (client: Client) => ({
      manager: client.groups.messages(place.id),
      id: message.id,
    });
    const dice = random();
    if (author && dice < 0.08) {
      return editMessage(at(author), `${message.text ?? "…"} (I think)`);
    }
    if (author && dice < 0.1) return deleteMessage(at(author));
    return other?.groups.messages(place.id).get(message.id).pipe(
      concatMap((it) => it.like(pick(["❤️", "👍", "🤣", "🎉", "🔥", "😮"]))),
    ) ?? EMPTY;
  }

  const talk = defer(() => timer(1_500 + random() * 6_000)).pipe(
    concatMap(() => {
      const place = pick(lively);
      return random() < 0.6 ? say(place, anyLine(random)) : change(place);
    }),
    // Who was thrown out, or came too late to edit, lets it be.
    catchError(() => EMPTY),
    repeat(),
  );
  const answers = simulator.changes.pipe(
    filter(({ type, message }) =>
      type === "message" && message?.user_id === simulator.me.id &&
      !message.system
    ),
    delayWhen(() => timer(900 + random() * 1_500)),
    mergeMap(({ message }) => {
      const place = lively.find(({ id }) =>
        id === message?.group_id || id === message?.conversation_id
      );
      return place ? say(place, pick(REPLIES)) : of();
    }),
  );
  const [sharing] = people;
  const shared = sharing
    ? shareFile(simulator, crew, sharing, {
      name: "night-count.csv",
      content: "pool,crabs,limpets\nnorth,14,203\nslipway,9,118\n",
      text: "What we counted last night",
    })
    : EMPTY;
  const planned = merge(
    holdPoll(simulator, crew, people),
    planEvent(simulator, crew, people[2]),
  );
  return merge(talk, answers, shared, planned).pipe(ignoreElements());
}
