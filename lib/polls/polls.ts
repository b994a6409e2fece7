import { map, type Observable, of, switchMap, takeWhile } from "rxjs";
import type { Client } from "../client.ts";
import { freshPages } from "../paging/fresh_pages.ts";
import { Pager, type PagerOptions } from "../paging/pager.ts";
import { Manager } from "../resource.ts";
import { type Conversation, idOf, keyOf } from "../resources/conversation.ts";
import { type WatchOptions, watchValue } from "../resources/watch_value.ts";
import type { ApiRequest } from "../transport/request.ts";
import { got, invalidArgument, pathId } from "../util/validate.ts";
import {
  isObject,
  type JsonObject,
  readList,
  readObject,
  toObject,
  toText,
} from "../wire/json.ts";
import { GroupPoll } from "./group_poll.ts";
import { type NewPoll, toBody } from "./new_poll.ts";
import type { PollData } from "./poll_data.ts";

/** A page of polls, and what the next one is asked for by. */
interface PollPage {
  readonly polls: readonly GroupPoll[];
  readonly token: string | undefined;
}

/** The polls of one conversation. Make one by {@linkcode polls}. */
export class Polls extends Manager {
  readonly #conversationId: Observable<string>;

  /** Binds the polls of a conversation to a client; nothing is requested yet. */
  constructor(
    { session, user }: Pick<Client, "session" | "user">,
    conversation: Conversation,
  ) {
    super(session);
    this.#conversationId = idOf(user, keyOf(conversation));
  }

  /**
   * Lists the first page of polls, newest first.
   *
   * @returns One array, empty where there is none, then completion; or a
   * {@linkcode Forbidden} where you are not in the conversation.
   */
  list(): Observable<readonly GroupPoll[]> {
    return this.#page().pipe(map(({ polls }) => polls));
  }

  /**
   * Lists all polls, each once, newest first. GroupMe names a next page at the
   * end too: a page without a new poll is the end.
   */
  listAll(options: PagerOptions = {}): Pager<GroupPoll> {
    const open = () => {
      let token: string | undefined = "";
      const read = (page: PollPage) => {
        token = page.token;
        return page.polls;
      };
      return () =>
        token === undefined ? of([]) : this.#page(token).pipe(map(read));
    };
    return new Pager(freshPages(open), options);
  }

  /**
   * Gets one poll.
   *
   * @returns The poll, then completion; or a {@linkcode NotFound}, or a
   * {@linkcode Forbidden} where it is of a conversation that you are not in.
   * @throws {TypeError} Without an id.
   */
  get(pollId: string): Observable<GroupPoll> {
    return this.#request({ path: pathOf(pollId), read: this.#read });
  }

  /**
   * Makes a poll; GroupMe announces it by a message of yours. Not safe to
   * repeat, since there would be two: where the answer was lost, `list()` shows
   * whether it is there.
   *
   * @returns The poll, then completion; or a {@linkcode BadResponse} with status
   * 400 where it ends too soon.
   * @throws {TypeError} With an empty subject or option.
   * @throws {RangeError} With fewer than 2 options, or an invalid `expiresAt`.
   */
  create(poll: NewPoll): Observable<GroupPoll> {
    const body = toBody(poll);
    return this.#request({ method: "POST", path: "", body, read: this.#read });
  }

  /**
   * Chooses options instead of those that you chose before; none of them
   * withdraws your vote, which GroupMe may refuse where one alone can be chosen.
   * Safe to repeat.
   *
   * @param poll The poll, or its id and whether several options can be chosen:
   * GroupMe takes the two kinds of votes at two places, and fails at the other.
   * @param optionIds The ids of the options; one that is given twice counts once.
   * @returns The poll as it is then, then completion; or a
   * {@linkcode BadResponse} with code 41202 where it is over.
   * @throws {TypeError} Without an id, or with options that are no list of ids.
   * @throws {RangeError} With several options where one alone can be chosen, or
   * with `end` there, which would end the poll.
   */
  vote(
    poll: GroupPoll | { id: string; isMultiple: boolean },
    optionIds: readonly string[],
  ): Observable<GroupPoll> {
    const { id, isMultiple } = poll;
    if (!Array.isArray(optionIds)) {
      throw invalidArgument("optionIds", `it must be a list${got(optionIds)}`);
    }
    // GroupMe documents nothing of an option that is named twice.
    const votes = [...new Set<string>(optionIds)];
    const [first, second] = votes.map((it) => pathId(it, "optionIds"));
    if (isMultiple || !first) {
      return this.#act(id, "", { votes });
    }
    // That is where a poll is ended.
    if (!second && first !== "end") return this.#act(id, `/${first}`);
    throw invalidArgument(
      "optionIds",
      `it must be one option's id${got(votes)}`,
      RangeError,
    );
  }

  /**
   * Ends a poll before its time, as its owner or an admin. Safe to repeat.
   *
   * @returns The poll as the server answers it, which may still say that it is
   * open, then completion.
   * @throws {TypeError} Without an id.
   */
  end(pollId: string): Observable<GroupPoll> {
    return this.#act(pollId, "/end");
  }

  /**
   * A poll, read at once, again at each value of `on`, and each `interval`,
   * since GroupMe sends no notice of votes. Cold; one request for each read.
   *
   * @param options `on`: such as `tail.pipe(pollChanges())`; `interval`: ms
   * between two reads, 1 and above, 15,000 by default.
   * @returns The poll, whenever it differs from the last; completes after the
   * first that is not open. A transient failure does not end it; a
   * {@linkcode NotFound} does.
   * @throws {TypeError} Without an id.
   * @throws {RangeError} With an `interval` below 1 ms.
   */
  watch(
    pollId: string,
    { on, interval = 15_000 }: WatchOptions = {},
  ): Observable<GroupPoll> {
    return watchValue(this.get(pollId), this.session, { on, interval }).pipe(
      takeWhile(({ isOpen }) => isOpen, true),
    );
  }

  #page(token = ""): Observable<PollPage> {
    return this.#request({
      path: "",
      query: { continuation_token: token || undefined },
      read: (answer) => ({
        polls: readList<PollData>(answer, "polls")
          .map((data) => new GroupPoll(this, data)),
        token: toText(toObject(answer).continuation_token),
      }),
    });
  }

  /** Changes a poll; reads it where the answer does not hold it. */
  #act(pollId: string, path: string, body?: object): Observable<GroupPoll> {
    return this.#request({
      method: "POST",
      path: pathOf(pollId) + path,
      body,
      idempotent: true,
      read: (answer) => isObject(toObject(answer).poll) && this.#read(answer),
    }).pipe(switchMap((poll) => poll ? of(poll) : this.get(pollId)));
  }

  #request<T>(call: ApiRequest<T>): Observable<T> {
    return this.#conversationId.pipe(
      switchMap((id) =>
        this.session.request({
          ...call,
          path: `/poll/${encodeURIComponent(id)}${call.path}`,
        })
      ),
    );
  }

  readonly #read = (answer: unknown): GroupPoll => {
    // Your votes are in the poll, or beside it as some answers have them.
    const { poll, message: _, ...votes } = readObject<JsonObject>(
      answer,
      "poll",
    );
    return new GroupPoll(this, {
      ...votes,
      ...readObject<PollData>(poll, "poll"),
    });
  };
}

function pathOf(pollId: string): string {
  return `/${pathId(pollId, "pollId")}`;
}

/**
 * The polls of a group, of a topic by its id, or of a chat.
 *
 * @throws {TypeError} When it names no conversation.
 *
 * @example Vote for the first option of each open poll
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { polls, vote } from "@rxgroupme/client/polls";
 * import { filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * polls(client, "1234").listAll().pipe(
 *   filter(({ isOpen }) => isOpen),
 *   vote(({ options }) => options.slice(0, 1).map(({ id }) => id)),
 * ).subscribe(({ subject, myVotes }) => console.log(subject, myVotes));
 * ```
 */
export function polls(
  client: Pick<Client, "session" | "user">,
  conversation: Conversation,
): Polls {
  return new Polls(client, conversation);
}
