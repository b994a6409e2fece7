import type { Observable } from "rxjs";
import { assertAtMostOne, pathId, validDate } from "../../util/validate.ts";
import { pageLimit } from "../messages/list_options.ts";
import { Message } from "../messages/message.ts";
import { Messages } from "../messages/messages.ts";
import { Pager, type PagerOptions } from "../../paging/pager.ts";
import { type Api, Manager, readResources } from "../../resource.ts";
import type { Priority, Query } from "../../transport/request.ts";
import { galleryPages, type GalleryWalk } from "./gallery_pages.ts";
import { formatTime, timeOf } from "./gallery_time.ts";

/** Where a listing of the gallery starts: at most one of them. */
export interface GalleryAnchor {
  /**
   * Only older ones than this, newest first.
   *
   * @default {none: from the newest one back}
   */
  before?: Date | undefined;
  /**
   * Only newer ones than this, oldest first.
   *
   * @default {none}
   */
  after?: Date | undefined;
  /**
   * Only newer ones than this, newest first.
   *
   * @default {none}
   */
  since?: Date | undefined;
}

/** How to list a page of the gallery. */
export interface ListGalleryOptions extends GalleryAnchor {
  /**
   * Messages on the page, 1 to 200; GroupMe documents no maximum.
   *
   * @default {100, the server's}
   */
  limit?: number | undefined;
}

/** How to list the gallery page after page. */
export interface ListAllGalleryOptions
  extends ListGalleryOptions, PagerOptions {}

/**
 * The messages of one group that hold pictures or videos, newest first; needs no
 * request first. They have a time of their own, `data.gallery_ts`.
 */
export class Gallery extends Manager {
  readonly #messages: Messages;

  /** Binds the gallery of the group `groupId` to a session. */
  constructor(session: Api, groupId: string) {
    super(session);
    this.#messages = new Messages(session, groupId);
  }

  /** The group's id. */
  get groupId(): string {
    return this.#messages.groupId;
  }

  /**
   * Lists one page.
   *
   * @returns One array, empty where there is nothing (more), then completion.
   * @throws {TypeError} With an invalid `Date`, or with two anchors.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  list(options: ListGalleryOptions = {}): Observable<readonly Message[]> {
    const { mode, time, limit } = walkOf(options);
    return this.#page({ [mode]: formatTime(time), limit });
  }

  /** Lists the page before a time, newest first. */
  listBefore(
    when: Date,
    options: { limit?: number } = {},
  ): Observable<readonly Message[]> {
    return this.list({ ...options, before: validDate(when, "before") });
  }

  /** Lists the newest since a time, newest first: some may be skipped. */
  listSince(
    when: Date,
    options: { limit?: number } = {},
  ): Observable<readonly Message[]> {
    return this.list({ ...options, since: validDate(when, "since") });
  }

  /** Lists the page that follows a time, oldest first. */
  listAfter(
    when: Date,
    options: { limit?: number } = {},
  ): Observable<readonly Message[]> {
    return this.list({ ...options, after: validDate(when, "after") });
  }

  /**
   * Lists all, newest first; from `after` on oldest first. With `since` it is
   * all of them back to that time. Each comes once, those of one second too.
   *
   * @throws {TypeError} With an invalid `Date`, or with two anchors.
   * @throws {RangeError} With a `limit` that is not 1 to 200.
   */
  listAll(options: ListAllGalleryOptions = {}): Pager<Message> {
    const pages = galleryPages(
      (query) => this.#page(query, "background"),
      walkOf(options),
    );
    return new Pager(pages, options);
  }

  /** Lists all before a time, newest first. */
  listAllBefore(
    when: Date,
    options: PagerOptions & { limit?: number } = {},
  ): Pager<Message> {
    return this.listAll({ ...options, before: validDate(when, "before") });
  }

  /** Lists all after a time, oldest first. */
  listAllAfter(
    when: Date,
    options: PagerOptions & { limit?: number } = {},
  ): Pager<Message> {
    return this.listAll({ ...options, after: validDate(when, "after") });
  }

  #page(query: Query, priority?: Priority): Observable<readonly Message[]> {
    return this.session.request({
      path: `/conversations/${pathId(this.groupId, "groupId")}/gallery`,
      // As with messages.
      query: { ...query, acceptFiles: 1 },
      priority,
      read: readResources(Message, this.#messages, "messages"),
    });
  }
}

/** Checks the options of a page. Without an anchor, it is since the beginning. */
function walkOf(
  { before, after, since, limit }: ListGalleryOptions,
): GalleryWalk {
  const anchors = { before, after, since };
  const mode = assertAtMostOne(anchors);
  if (limit !== undefined) pageLimit(limit);
  return mode
    ? { mode, time: timeOf(validDate(anchors[mode], mode)), limit }
    : { mode: "since", time: -Infinity, limit };
}
