import { type Observable, switchMap } from "rxjs";
import { pathId } from "../../util/validate.ts";
import { type Api, Manager, readResources } from "../../resource.ts";
import type { ApiRequest } from "../../transport/request.ts";
import type { BlockData } from "../../wire/user.ts";
import { readField, readOne } from "../../wire/json.ts";
import { deleteIdempotent } from "../delete_idempotent.ts";
import { Block } from "./block.ts";

/** The users whom you have blocked. Its commands take a user's id. */
export class Blocks extends Manager {
  /** Your own user id, which each request names; fetched when it is needed. */
  readonly userId: Observable<string>;

  /** Binds the blocks of a user, yourself, to a session. */
  constructor(session: Api, userId: Observable<string>) {
    super(session);
    this.userId = userId;
  }

  /** Lists all of them in one array, then completes. */
  list(): Observable<readonly Block[]> {
    return this.#request({ read: readResources(Block, this, "blocks") });
  }

  /**
   * Asks the server whether there is a block between you and this user.
   *
   * @returns `true` or `false`, then completion.
   * @throws {TypeError} Without an id.
   */
  between(otherUserId: string): Observable<boolean> {
    return this.#about(otherUserId, {
      path: "/blocks/between",
      read: (answer) => readField<boolean>(answer, "between", false),
    });
  }

  /**
   * Blocks a user.
   *
   * @returns The block, then completion.
   * @throws {TypeError} Without an id.
   */
  block(otherUserId: string): Observable<Block> {
    return this.#about(otherUserId, {
      method: "POST",
      idempotent: true,
      read: (answer) => new Block(this, readOne<BlockData>(answer, "block")),
    });
  }

  /**
   * Unblocks a user; emits `true`.
   *
   * @throws {TypeError} Without an id.
   */
  unblock(otherUserId: string): Observable<true> {
    return this.#about(otherUserId, {
      method: "DELETE",
      idempotent: true,
      wrapAttempt: deleteIdempotent(),
      read: () => true,
    });
  }

  #about<T>(otherUser: string, call: ApiRequest<T>): Observable<T> {
    pathId(otherUser, "otherUserId");
    return this.#request(call, otherUser);
  }

  #request<T>(call: ApiRequest<T>, otherUser?: string): Observable<T> {
    return this.userId.pipe(switchMap((user) =>
      this.session.request({
        path: "/blocks",
        query: { user, otherUser },
        ...call,
      })
    ));
  }
}
