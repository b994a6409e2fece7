import { type Observable, of, switchMap } from "rxjs";
import { assertLength, groupPath, pathId } from "../../util/validate.ts";
import { Gallery } from "../gallery/gallery.ts";
import { Leaderboard } from "../leaderboard.ts";
import { Messages } from "../messages/messages.ts";
import { listNumbered, pageQuery } from "../../paging/numbered_list.ts";
import type { Pager, PagerOptions } from "../../paging/pager.ts";
import { type Api, Manager, readResources } from "../../resource.ts";
import { exclusively } from "../../transport/exclusively.ts";
import type { ApiRequest, Priority } from "../../transport/request.ts";
import { deleteIdempotent } from "../delete_idempotent.ts";
import { User } from "../user.ts";
import type { GroupData } from "../../wire/group.ts";
import {
  type JsonObject,
  readList,
  readObject,
  readOne,
  toId,
} from "../../wire/json.ts";
import { ChangeOwnersResult } from "./change_owners_result.ts";
import { Group } from "./group.ts";
import { type GroupSettings, toGroupSettings } from "./group_settings.ts";
import { Memberships } from "./memberships.ts";
import { parseShareUrl } from "./share_url.ts";

/** How to list groups. */
export interface ListGroupsOptions {
  /**
   * Groups on a page, 1 to 500.
   *
   * @default {10, the server's, in list(); 100 in listAll()}
   */
  perPage?: number | undefined;
  /**
   * `"memberships"` leaves the members out, which makes large groups small.
   *
   * @default {they are listed}
   */
  omit?: "memberships" | undefined;
}

/** How to join a group. */
export interface JoinOptions {
  /**
   * The answer to the question that the group asks new members.
   *
   * @default {none}
   */
  answer?: string | undefined;
}

/** Your groups. */
export class Groups extends Manager {
  /** Yourself. */
  readonly user: User;

  /** Binds your groups to a session; nothing is requested yet. */
  constructor(session: Api, user: User = new User(session)) {
    super(session);
    this.user = user;
  }

  /**
   * Lists one page, the most recently active group first.
   *
   * @param options The page, counted from 1, and the parts to leave out.
   * @returns One array, empty past the last page, then completion.
   * @throws {RangeError} With a page or a size that cannot be.
   */
  list(
    options: ListGroupsOptions & { page?: number | undefined } = {},
  ): Observable<readonly Group[]> {
    return this.#page(options);
  }

  /**
   * Lists all groups, each once. As the list is ordered by activity, it shifts
   * while it is read; one of several pages is read until nothing new appears.
   *
   * @throws {RangeError} With a `perPage` that is not 1 to 500.
   */
  listAll(options: ListGroupsOptions & PagerOptions = {}): Pager<Group> {
    return listNumbered(
      (options) => this.#page(options, "background"),
      ({ id }) => id,
      options,
    );
  }

  /**
   * Gets one group.
   *
   * @returns The group, then completion; or a {@linkcode NotFound} if there is
   * none, or if you are not in it.
   */
  get(groupId: string): Observable<Group> {
    return this.#group(groupPath(groupId));
  }

  /** Lists all your former groups in one array, then completes. */
  listFormer(): Observable<readonly Group[]> {
    return this.#list({ path: "/groups/former" });
  }

  /**
   * Creates a group; emits it. GroupMe may keep this to its own apps; see
   * {@linkcode DeviceVerificationRequired}.
   *
   * @throws {TypeError} Without a name.
   * @throws {RangeError} With a name of more than 140 characters or none, or a
   * description of more than 255.
   */
  create(settings: GroupSettings & { name: string }): Observable<Group> {
    assertLength(settings.name, 1, 140, "name");
    const body = toGroupSettings(settings);
    // Not idempotent: there might be two.
    return this.#group("/groups", body, { idempotent: false });
  }

  /**
   * Changes the settings that are given of a group; emits it as it is then.
   * GroupMe may want its name and its office mode each time, so they are sent too.
   * Changes by the same client are made one after the other, so that none undoes
   * another, unless `current` is older.
   *
   * @param current The group as last known; fetched first, unless given.
   * @throws {RangeError} With a name of more than 140 characters or none, or a
   * description of more than 255.
   */
  update(
    groupId: string,
    settings: GroupSettings,
    current?: Group,
  ): Observable<Group> {
    const changes = toGroupSettings(settings);
    const known = current ? of(current) : this.get(groupId);
    const updated = known.pipe(switchMap(({ data: { name, office_mode } }) => {
      const body = { name, office_mode, ...changes };
      return this.#group(`${groupPath(groupId)}/update`, body);
    }));
    return exclusively(this.session, groupId, updated);
  }

  /** Destroys a group for all its members, as its owner; emits `true`. */
  destroy(groupId: string): Observable<true> {
    return this.command({
      path: `${groupPath(groupId)}/destroy`,
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Joins a group that is shared. Where an admin has to let you in, the group is
   * emitted too, without you among its members.
   *
   * @param shareToken The last part of its share URL.
   * @returns The group, then completion.
   */
  join(
    groupId: string,
    shareToken: string,
    { answer }: JoinOptions = {},
  ): Observable<Group> {
    pathId(shareToken, "shareToken", true);
    // With the token in the path GroupMe demands a device attestation.
    return this.#group(`${groupPath(groupId)}/join`, {
      share_token: shareToken,
      answer: answer === undefined ? answer : { response: answer },
    });
  }

  /**
   * Joins the group that a share URL leads to; see {@linkcode Groups.join}.
   *
   * @throws {TypeError} When it is not a share URL.
   */
  joinByUrl(shareUrl: string, options?: JoinOptions): Observable<Group> {
    const { groupId, shareToken } = parseShareUrl(shareUrl);
    return this.join(groupId, shareToken, options);
  }

  /**
   * Rejoins a group that you left yourself. The group that is emitted lacks your
   * membership; refresh it to have that.
   */
  rejoin(groupId: string): Observable<Group> {
    pathId(groupId, "groupId");
    return this.#group("/groups/join", { group_id: groupId });
  }

  /**
   * Hands a group over to another member, as its owner.
   *
   * @param ownerId The user id of its new owner.
   * @returns The result, which may be a refusal, then completion.
   */
  changeOwners(
    groupId: string,
    ownerId: string,
  ): Observable<ChangeOwnersResult> {
    pathId(groupId, "groupId");
    pathId(ownerId, "ownerId");
    return this.session.request({
      method: "POST",
      path: "/groups/change_owners",
      body: { requests: [{ group_id: groupId, owner_id: ownerId }] },
      // Not idempotent: once it is another's, a second one is refused.
      read: (answer) => {
        const [result] = readList(answer, "results");
        const { status } = readObject<JsonObject>(result, "result");
        return new ChangeOwnersResult(groupId, ownerId, toId(status));
      },
    });
  }

  /** The messages of a group, by its id: needs no request first. */
  messages(groupId: string): Messages {
    pathId(groupId, "groupId");
    return new Messages(this.session, groupId, this.user);
  }

  /** The members of a group, by its id: needs no request first. */
  memberships(groupId: string): Memberships {
    pathId(groupId, "groupId");
    return new Memberships(this.session, groupId, this.user);
  }

  /** The pictures and videos of a group, by its id: needs no request first. */
  gallery(groupId: string): Gallery {
    pathId(groupId, "groupId");
    return new Gallery(this.session, groupId);
  }

  /** The likes of a group, by its id: needs no request first. */
  leaderboard(groupId: string): Leaderboard {
    pathId(groupId, "groupId");
    return new Leaderboard(this.session, groupId);
  }

  #page(
    options: ListGroupsOptions & { page?: number | undefined },
    priority?: Priority,
  ): Observable<readonly Group[]> {
    const query = { ...pageQuery(options, 500), omit: options.omit };
    return this.#list({ path: "/groups", query, priority });
  }

  #list(
    call: Omit<ApiRequest<readonly Group[]>, "read">,
  ): Observable<readonly Group[]> {
    return this.session.request({
      ...call,
      read: readResources(Group, this),
    });
  }

  /** Gets a group, or posts a request that leads to one. */
  #group(
    path: string,
    body?: JsonObject,
    { idempotent = true }: { idempotent?: boolean } = {},
  ): Observable<Group> {
    return this.session.request({
      method: body ? "POST" : "GET",
      path,
      body,
      idempotent,
      read: (answer) => new Group(this, readOne<GroupData>(answer, "group")),
    });
  }
}
