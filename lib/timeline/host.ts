import { map, type Observable } from "rxjs";
import type { Api } from "../resource.ts";
import {
  endpointOf,
  type MessagesEndpoint,
} from "../resources/messages/endpoint.ts";
import {
  type NewestMessages,
  readNewest,
} from "../resources/messages/newest_messages.ts";
import type {
  ConversationSource,
  Timestamped,
} from "../tail/conversation_source.ts";
import type { ConversationKey } from "../tail/live_source.ts";
import type { Query } from "../transport/request.ts";
import { readList } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";

/** A message that a timeline can be made of. */
export interface TimelineMessage extends Timestamped {
  /** The JSON as it came. */
  readonly data: MessageData;
}

/** The conversation of a timeline, and how it is reached. */
export interface TimelineHost<M extends TimelineMessage> {
  readonly session: Api;
  readonly key: ConversationKey;
  /** Where GroupMe has its messages. */
  readonly endpoint: MessagesEndpoint;
  /** The source of its pages. */
  readonly source: ConversationSource<M>;
  /** The newest page with what is told beside it. */
  readonly newest: (limit: number) => Observable<NewestMessages<M>>;
  /** One's own user id. */
  readonly me: Observable<string>;
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
  const endpoint = endpointOf(key);
  const { path, query, list } = endpoint;

  function page(
    anchor: Query,
    idempotent: boolean,
  ): Observable<NewestMessages<M>> {
    return session.request({
      path,
      query: { ...query, ...anchor },
      idempotent,
      read: (answer) =>
        readNewest(answer, readList<MessageData>(answer, list).map(read)),
    });
  }

  const fetch: ConversationSource<M>["fetch"] = source?.fetch ??
    ((anchor, { idempotent } = { idempotent: true }) =>
      page(anchor, idempotent).pipe(map(({ messages }) => messages)));
  return {
    session,
    key,
    endpoint,
    me,
    // Of the client's messages, as those of a copy can send nothing.
    source: { key, fetch, read },
    newest: (limit) =>
      source
        ? fetch({ limit }, { idempotent: false }).pipe(
          map((messages) => ({ messages, count: messages.length })),
        )
        : page({ limit }, false),
  };
}
