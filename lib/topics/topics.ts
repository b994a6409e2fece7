import { map, type Observable } from "rxjs";
import type { Client } from "../client.ts";
import { freshPages } from "../paging/fresh_pages.ts";
import type { NumberedPage } from "../paging/numbered_list.ts";
import { Pager, type PagerOptions } from "../paging/pager.ts";
import { encodeReaction } from "../resources/encode_reaction.ts";
import { Manager } from "../resource.ts";
import { deleteIdempotent } from "../resources/delete_idempotent.ts";
import { toGroupSettings } from "../resources/groups/group_settings.ts";
import {
  assertInteger,
  assertLength,
  groupPath,
  pathId,
} from "../util/validate.ts";
import { readObject } from "../wire/json.ts";
import { Topic, type TopicSettings } from "./topic.ts";
import type { TopicData } from "./topic_data.ts";
import { topicPage } from "./topic_pages.ts";

/** The topics of one group. Make one by {@linkcode topics}. */
export class Topics extends Manager {
  /** The id of the group. */
  readonly parentId: string;
  readonly #path: string;

  /** Binds the topics of a group to a client; nothing is requested yet. */
  constructor({ session }: Pick<Client, "session">, parentId: string) {
    super(session);
    this.#path = `${groupPath(parentId)}/subgroups`;
    this.parentId = parentId;
  }

  /**
   * Lists one page of topics, with what is unread in each.
   *
   * @param options `page`, from 1, 1 by default; `perPage`, 1 to 100.
   * @returns One array, empty where there is none, then completion.
   * @throws {RangeError} With a page or a size that cannot be.
   */
  list(options: NumberedPage = {}): Observable<readonly Topic[]> {
    return this.session.request(topicPage(this.#path, options)).pipe(
      map((page) => page.map((data) => new Topic(this, data))),
    );
  }

  /**
   * Lists all topics, each once. Whether GroupMe heeds pages here is not
   * documented: a page without a new topic is the end.
   *
   * @throws {RangeError} With a `perPage` that is not 1 to 100.
   */
  listAll(options: NumberedPage & PagerOptions = {}): Pager<Topic> {
    const { page: first = 1, perPage = 100 } = options;
    // Throws for options that cannot be, and requests nothing.
    this.list({ page: first, perPage });
    return new Pager(
      freshPages(() => {
        let page = first;
        return () => this.list({ page: page++, perPage });
      }),
      options,
    );
  }

  /**
   * Gets one topic.
   *
   * @returns The topic, then completion; or a {@linkcode NotFound}.
   * @throws {TypeError} Without an id.
   */
  get(topicId: string): Observable<Topic> {
    return this.session.request({
      path: this.#pathOf(topicId),
      read: this.#read,
    });
  }

  /**
   * Makes a topic, as an admin. Not safe to repeat: there might be two.
   *
   * @returns The topic, then completion; or an {@linkcode Unauthorized} or a
   * {@linkcode Forbidden} where you may not.
   * @throws {RangeError} With a name that has not 1 to 140 characters, or a
   * description of more than 255.
   */
  create(settings: TopicSettings & { name: string }): Observable<Topic> {
    assertLength(settings.name, 1, 140, "name");
    return this.session.request({
      method: "POST",
      path: this.#path,
      ...bodyOf(settings),
      read: this.#read,
    });
  }

  /**
   * Changes what is given of a topic, as an admin. Safe to repeat.
   *
   * @returns The topic as the server answers it, then completion.
   * @throws {RangeError} As {@linkcode Topics.create}.
   */
  update(topicId: string, settings: TopicSettings): Observable<Topic> {
    return this.session.request({
      method: "PUT",
      path: this.#pathOf(topicId),
      ...bodyOf(settings),
      idempotent: true,
      read: this.#read,
    });
  }

  /**
   * Takes a topic and its messages away, as an admin. Safe to repeat.
   *
   * @returns `true`, then completion; or a {@linkcode NotFound}.
   */
  destroy(topicId: string): Observable<true> {
    return this.command({
      method: "DELETE",
      path: this.#pathOf(topicId),
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Mutes a topic for yourself. Safe to repeat.
   *
   * @param minutes 1 and above; for ever unless given.
   * @returns `true`, then completion.
   * @throws {RangeError} With `minutes` that are no integer of 1 and above.
   */
  mute(topicId: string, minutes?: number): Observable<true> {
    if (minutes !== undefined) assertInteger(minutes, 1, Infinity, "minutes");
    return this.command({
      path: `${this.#pathOf(topicId)}/mute`,
      body: { duration: minutes },
    });
  }

  /** Takes the mute off a topic; emits `true`, then completes. */
  unmute(topicId: string): Observable<true> {
    return this.command({ path: `${this.#pathOf(topicId)}/unmute` });
  }

  #pathOf(topicId: string): string {
    return `${this.#path}/${pathId(topicId, "topicId")}`;
  }

  readonly #read = (answer: unknown): Topic =>
    new Topic(this, readObject<TopicData>(answer, "topic"));
}

/** The settings as they are sent; `null` takes a like icon away. */
function bodyOf(
  { announcementsOnly, likeIcon, ...settings }: TopicSettings,
) {
  const { name: topic, ...others } = toGroupSettings(settings);
  return {
    body: {
      topic,
      ...others,
      group_type: announcementsOnly === undefined
        ? undefined
        : announcementsOnly
        ? "announcement"
        : "private",
      like_icon: likeIcon === null || likeIcon === undefined
        ? likeIcon
        : encodeReaction(likeIcon),
    },
    keepNull: ["like_icon"],
  };
}

/**
 * The topics of a group.
 *
 * @throws {TypeError} Without an id.
 *
 * @example Read all topics of a group
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { topics } from "@rxgroupme/client/topics";
 *
 * const client = Client.fromToken("...");
 * topics(client, "1234").listAll().concatMap((topic) => topic.messages.list())
 *   .subscribe((page) => console.log(page.map(({ text }) => text)));
 * ```
 */
export function topics(
  client: Pick<Client, "session">,
  groupId: string,
): Topics {
  return new Topics(client, groupId);
}
