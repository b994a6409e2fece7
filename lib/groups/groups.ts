import type { Observable } from "rxjs";
import { pathId, within } from "../arguments.ts";
import { Messages } from "../messages/messages.ts";
import { numberedPages } from "../paging/numbered_pages.ts";
import { Pager, type PagerOptions } from "../paging/pager.ts";
import { Manager } from "../resource.ts";
import type { Lane } from "../transport/call.ts";
import type { GroupData } from "../wire/group.ts";
import { readList, readObject } from "../wire/json.ts";
import { Group } from "./group.ts";

/** How to list groups. */
export interface ListGroupsOptions {
  /**
   * Groups on a page, 1 to 500.
   *
   * @default {10, the server's}
   */
  perPage?: number;
  /** Leave the members out, which makes large groups small. */
  omit?: "memberships";
}

const MAX_PER_PAGE = 500;
const DEFAULT_ALL = 100;

/** Your groups. */
export class Groups extends Manager {
  /**
   * Lists one page, the most recently active group first.
   *
   * @param options Which page, counted from 1, and what of it.
   * @returns One array, empty past the last page, then completion.
   * @throws {RangeError} With a page or a size that cannot be.
   */
  list(
    options: ListGroupsOptions & { page?: number } = {},
  ): Observable<readonly Group[]> {
    const { page = 1, perPage, omit } = options;
    within(page, 1, Infinity, "page");
    if (perPage !== undefined) within(perPage, 1, MAX_PER_PAGE, "perPage");
    return this.#page({ page, per_page: perPage, omit });
  }

  /**
   * Lists all groups, each once. As the list is ordered by activity, it shifts
   * while it is read; one of several pages is read until nothing new appears.
   *
   * @throws {RangeError} With a `perPage` that is not 1 to 500.
   */
  listAll(options: ListGroupsOptions & PagerOptions = {}): Pager<Group> {
    const { perPage = DEFAULT_ALL, omit } = options;
    within(perPage, 1, MAX_PER_PAGE, "perPage");
    const pages = numberedPages(
      (page) => this.#page({ page, per_page: perPage, omit }, "bulk"),
      ({ id }) => id,
    );
    return new Pager(pages, options);
  }

  /**
   * Gets one group.
   *
   * @returns The group; or a {@linkcode NotFound} if there is none, or if you
   * are not in it.
   */
  get(groupId: string): Observable<Group> {
    return this.session.request({
      path: `/groups/${pathId(groupId, "groupId")}`,
      read: (answer) => new Group(this, readObject(answer, "group")),
    });
  }

  /** The messages of a group, by its id: needs no request first. */
  messages(groupId: string): Messages {
    return new Messages(this.session, groupId);
  }

  #page(
    query: { page: number; per_page?: number; omit?: string },
    lane?: Lane,
  ): Observable<readonly Group[]> {
    return this.session.request({
      path: "/groups",
      query,
      lane,
      read: (answer) =>
        readList<GroupData>(answer).map((data) => new Group(this, data)),
    });
  }
}
