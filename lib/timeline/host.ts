import { catchError, map, type Observable, of, throwError } from "rxjs";
import { NotFound } from "../errors.ts";
import type { Api } from "../resource.ts";
import type { Draft } from "../resources/messages/draft.ts";
import {
  type NewestMessages,
  readNewest,
} from "../resources/messages/newest_messages.ts";
import type { Reaction } from "../resources/likes.ts";
import type {
  ConversationSource,
  Timestamped,
} from "../tail/conversation_source.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import { pathId } from "../util/validate.ts";
import { readList, readObject, toId, toObjects } from "../wire/json.ts";
import type { GroupData, MemberData } from "../wire/group.ts";
import type { MessageData } from "../wire/message.ts";
import { personOf } from "./people.ts";
import { plainCommands } from "./plain_commands.ts";
import { placeOfMessages } from "./post.ts";
import type { Person, Tally } from "./types.ts";

/** A message that a timeline can be made of. */
export interface TimelineMessage extends Timestamped {
  /** The JSON as it came. */
  readonly data: MessageData;
}

/** The commands on a message that stands on the server. */
export interface Commands<M> {
  /** Replaces its content; emits the JSON of the answer. */
  edit(message: M, draft: Draft): Observable<MessageData>;
  /** Deletes it. */
  remove(message: M): Observable<unknown>;
  /**
   * Sets or takes back one's own reaction; emits all that it has then, where
   * the answer says so.
   */
  react(
    message: M,
    reaction: Reaction | null,
  ): Observable<readonly Tally[] | undefined>;
}

/** A conversation, as a timeline needs it. */
export interface TimelineHost<M extends TimelineMessage> {
  readonly session: Api;
  readonly key: ConversationKey;
  /** The source of its pages. */
  readonly source: ConversationSource<M>;
  /** The newest page with what is told beside it. */
  readonly newest: (limit: number) => Observable<NewestMessages<M>>;
  /** Whether a message stands; one that an admin deleted is in no page. */
  readonly stands: (id: string) => Observable<boolean>;
  /** The newest message with a picture before a date; in groups only. */
  readonly mediaBefore: (date: Date) => Observable<string | undefined>;
  /** One's own user id. */
  readonly me: Observable<string>;
  /** The members of a group, or of the parent of a topic. */
  readonly members: (parentId: string) => Observable<readonly Person[]>;
  readonly commands: Commands<M>;
}

/** The parts that a host is made of. */
export type HostParts<M extends TimelineMessage> =
  & Pick<TimelineHost<M>, "session" | "key" | "me">
  & {
    readonly read: (data: MessageData) => M;
    /** The source of its pages, if it is not GroupMe. */
    readonly source?: ConversationSource<M>;
  };

/** Makes what a timeline needs of a conversation, by plain requests. */
export function hostOf<M extends TimelineMessage>(
  { session, key, me, read, source }: HostParts<M>,
): TimelineHost<M> {
  const { path, query, list } = placeOfMessages(key);
  const toMessages = (answer: unknown) =>
    readList<MessageData>(answer, list).map(read);
  const own: ConversationSource<M> = {
    key,
    fetch: (anchor, { idempotent } = { idempotent: true }) =>
      session.request({
        path,
        query: { ...query, ...anchor },
        idempotent,
        read: toMessages,
      }),
    read,
  };
  return {
    session,
    key,
    me,
    commands: plainCommands(session, key, me),
    // Of the client's messages, as those of a copy can send nothing.
    source: source ? { key, fetch: source.fetch, read } : own,
    newest: (limit) =>
      source
        ? source.fetch({ limit }, { idempotent: false }).pipe(
          map((messages) => ({ messages, count: messages.length })),
        )
        : session.request({
          path,
          query: { ...query, limit },
          idempotent: false,
          read: (answer) => readNewest(answer, toMessages(answer)),
        }),
    stands: (id) =>
      session.request({
        path: `${path}/${pathId(id, "id")}`,
        query,
        host: "groupId" in key ? "v4" : "api",
        read: () => true,
      }).pipe(
        catchError((error) =>
          error instanceof NotFound ? of(false) : throwError(() => error)
        ),
      ),
    mediaBefore: (date) =>
      "groupId" in key
        ? session.request({
          path: `/conversations/${pathId(key.groupId, "groupId")}/gallery`,
          // With four decimals, as GroupMe takes it.
          query: {
            acceptFiles: 1,
            limit: 1,
            before: date.toISOString().replace("Z", "0Z"),
          },
          read: (answer) =>
            toId(readList<MessageData>(answer, "messages")[0]?.id) || undefined,
        })
        : of(undefined),
    members: (parentId) =>
      session.request({
        path: `/groups/${pathId(parentId, "parentId")}`,
        read: (answer) =>
          toObjects<MemberData>(
            readObject<GroupData>(answer, "group").members,
          ).map((it) =>
            personOf(
              toId(it.user_id),
              it.nickname ?? it.name,
              it.image_url,
              true,
            )
          ),
      }),
  };
}
