import type { Observable } from "rxjs";
import { ManagedResource } from "../../resource.ts";
import type { BlockData } from "../../wire/user.ts";
import { toDate, toId } from "../../wire/json.ts";
import type { Blocks } from "./blocks.ts";

/**
 * A block between you and another user. Reading a field twice gives the same
 * object.
 */
export class Block extends ManagedResource<BlockData, Blocks> {
  /** When it was made, where GroupMe says so. */
  readonly createdAt: Date | undefined = toDate(this.data.created_at);

  /** The user id of the one who blocks: yours. */
  get userId(): string {
    return toId(this.data.user_id);
  }

  /** The user id of the one who is blocked. */
  get blockedUserId(): string {
    return toId(this.data.blocked_user_id);
  }

  /** Asks the server whether it still stands. */
  exists(): Observable<boolean> {
    return this.manager.between(this.blockedUserId);
  }

  /** Removes it; emits `true`. */
  unblock(): Observable<true> {
    return this.manager.unblock(this.blockedUserId);
  }
}
