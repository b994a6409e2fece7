import type { Observable } from "rxjs";
import { ManagedResource } from "../resource.ts";
import { toDate, toId, toKnownIds, toObject, toText } from "../wire/json.ts";
import type { PollData, SharedPollData } from "./poll_data.ts";
import { type PollOption, toOptions } from "./poll_option.ts";
import type { Polls } from "./polls.ts";

/**
 * A poll in a conversation, as it was read. Immutable: `vote()`
 * and `end()` emit a new one.
 */
export class GroupPoll extends ManagedResource<PollData, Polls> {
  readonly #shared: SharedPollData = toObject(this.data.data);
  readonly #isPublic: boolean = this.#shared.visibility === "public";
  /** When it was made. */
  readonly createdAt: Date | undefined = toDate(this.#shared.created_at);
  /** When it ends, or has ended unless its owner ended it before. */
  readonly expiresAt: Date | undefined = toDate(this.#shared.expiration);
  /** When it was last changed, by a vote for example. */
  readonly lastModifiedAt: Date | undefined = toDate(
    this.#shared.last_modified,
  );
  /** Its options, in order. */
  readonly options: readonly PollOption[] = toOptions(
    this.#shared.options,
    this.#isPublic,
  );
  /**
   * The ids of the options that you chose, none before you have voted;
   * `undefined` where an anonymous poll does not tell.
   */
  readonly myVotes: readonly string[] | undefined = this.#readVotes();

  /** Its id. */
  readonly id: string = toId(this.#shared.id);

  /** The question. */
  readonly subject: string | undefined = toText(this.#shared.subject);

  /** User id of who made it. */
  readonly ownerId: string = toId(this.#shared.owner_id);

  /** The id of the conversation that it is in. */
  readonly conversationId: string = toId(this.#shared.conversation_id);

  /**
   * Whether GroupMe takes votes, by its own word and not by the clock. The
   * answer of `end()` may still say so: read the poll again.
   */
  readonly isOpen: boolean = this.#shared.status === "active";

  /** Whether one may choose several options. */
  readonly isMultiple: boolean = this.#shared.type === "multi";

  /** Whether it hides who chose which option. */
  readonly isAnonymous: boolean = this.#shared.visibility === "anonymous";

  /** Chooses these options instead of those before; see {@linkcode Polls.vote}. */
  vote(...optionIds: string[]): Observable<GroupPoll> {
    return this.manager.vote(this, optionIds);
  }

  /** Ends the poll; see {@linkcode Polls.end}. */
  end(): Observable<GroupPoll> {
    return this.manager.end(this.id);
  }

  #readVotes(): readonly string[] | undefined {
    const { user_vote, user_votes } = this.data;
    const isList = Array.isArray(user_votes);
    const votes = toKnownIds(isList ? user_votes : [user_vote]);
    return isList || votes.length > 0 || this.#isPublic ? votes : undefined;
  }
}
