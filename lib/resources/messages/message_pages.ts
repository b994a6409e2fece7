import type { Observable } from "rxjs";
import type { Identified } from "../../paging/cursor_pages.ts";
import type { OpenPages } from "../../paging/page_loop.ts";
import { rangePages } from "../../paging/ranges.ts";
import type { Api } from "../../resource.ts";
import { MAX_RATE } from "../../transport/learned_rate.ts";
import type { Query } from "../../transport/request.ts";
import { monotonicClock } from "../../util/monotonic_clock.ts";
import { assertInteger } from "../../util/validate.ts";
import { largestPage } from "./largest_page.ts";
import { type ListAllMessagesOptions, messageQuery } from "./list_options.ts";
import { messageChain } from "./message_chain.ts";
import type { NewestMessages } from "./newest_messages.ts";

/** The most ranges that may be read at the same time. */
const MAX_CONCURRENCY = 20;

/** Whether a client's server takes made-up ids, for groups and for chats. */
const servers = new WeakMap<
  object,
  Record<string, { takesAnyId?: boolean }>
>();

/** How pages of messages are asked for. */
export interface MessageFetch<M> {
  /** Groups may be served otherwise than chats. */
  readonly kind: "groups" | "chats";
  /** Asks for a page. */
  page(query: Query): Observable<readonly M[]>;
  /** Asks for a page, and how many messages there are. */
  counted(query: Query): Observable<NewestMessages<M>>;
}

/** All pages of messages from an anchor on, one after the other or in ranges. */
export function messagePages<M extends Identified>(
  session: Api,
  fetch: MessageFetch<M>,
  options: ListAllMessagesOptions,
): OpenPages<M> {
  const { limit, ...anchor } = messageQuery(options);
  const { concurrency = 1 } = options;
  assertInteger(concurrency, 1, MAX_CONCURRENCY, "concurrency");
  if (concurrency === 1 || anchor.after_id || anchor.since_id) {
    return messageChain(session, fetch.page, options);
  }
  const { rateLimit } = session;
  return rangePages(
    ({ limit: size = limit, ...query }) =>
      size === undefined
        ? largestPage(session, (limit) => fetch.counted({ ...query, limit }))
        : fetch.counted({ ...query, limit: size }),
    {
      start: anchor.before_id,
      concurrency,
      rate: rateOf(rateLimit),
      now: monotonicClock(session.scheduler),
      server: serverOf(session, fetch.kind),
    },
  );
}

/** Requests a second, where they are limited. */
function rateOf(limit: Api["rateLimit"]): number | undefined {
  if (limit === "learn") return MAX_RATE;
  return limit ? limit.requests / limit.perMs * 1_000 : undefined;
}

function serverOf(session: object, kind: string): { takesAnyId?: boolean } {
  const kinds = servers.get(session) ?? {};
  servers.set(session, kinds);
  return kinds[kind] ??= {};
}
