import { map, type Observable, switchMap } from "rxjs";
import { pathId } from "../arguments.ts";
import { type Api, Manager } from "../resource.ts";
import type { Query } from "../transport/call.ts";
import type { BlockData } from "../wire/block.ts";
import { readList, readObject, ShapeError } from "../wire/json.ts";
import { Block } from "./block.ts";

const path = "/blocks";

/** Whom you have blocked. What is named here takes the user's id. */
export class Blocks extends Manager {
  /** Your own user id, which each request names; asked for when it is needed. */
  readonly userId: Observable<string>;

  /** Binds the blocks of a user, yourself, to a session. */
  constructor(session: Api, userId: Observable<string>) {
    super(session);
    this.userId = userId;
  }

  /** Lists all of them at once, then completes. */
  list(): Observable<readonly Block[]> {
    return this.userId.pipe(switchMap((user) =>
      this.session.request({
        path,
        query: { user },
        read: (answer) =>
          readList<BlockData>(answer, "blocks").map((data) =>
            new Block(this, data)
          ),
      })
    ));
  }

  /**
   * Is there a block between you and this user?
   *
   * @throws {TypeError} Without an id.
   */
  between(otherUserId: string): Observable<boolean> {
    return this.#pair(otherUserId).pipe(
      switchMap((query) =>
        this.session.request({
          path: `${path}/between`,
          query,
          read: (answer) => {
            const { between } = readObject<{ between?: unknown }>(
              answer,
              "answer",
            );
            if (typeof between === "boolean") return between;
            throw new ShapeError("no between in it");
          },
        })
      ),
    );
  }

  /**
   * Blocks a user.
   *
   * @returns The block, then completion.
   * @throws {TypeError} Without an id.
   */
  block(otherUserId: string): Observable<Block> {
    return this.#pair(otherUserId).pipe(
      switchMap((query) =>
        this.session.request({
          method: "POST",
          path,
          query,
          // Twice is as once.
          repeatable: true,
          read: (answer) => {
            const { block } = readObject<{ block?: unknown }>(answer, "answer");
            return new Block(this, readObject(block, "block"));
          },
        })
      ),
    );
  }

  /**
   * Takes a block away; emits `true`.
   *
   * @throws {TypeError} Without an id.
   */
  unblock(otherUserId: string): Observable<true> {
    return this.#pair(otherUserId).pipe(
      switchMap((query) =>
        // Twice is as once.
        this.command({ method: "DELETE", path, query, repeatable: true })
      ),
    );
  }

  #pair(otherUser: string): Observable<Query> {
    pathId(otherUser, "otherUserId");
    return this.userId.pipe(map((user) => ({ user, otherUser })));
  }
}
