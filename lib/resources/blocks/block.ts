import type { Observable } from "rxjs";
import { ManagedResource } from "../../resource.ts";
import type { BlockData } from "../../wire/block.ts";
import { toDate, toId } from "../../wire/json.ts";
import type { Blocks } from "./blocks.ts";

/** A block between you and another user. */
export class Block extends ManagedResource<BlockData, Blocks> {
  /** Who blocks: you. */
  get userId(): string {
    return toId(this.data.user_id);
  }

  /** Who is blocked. */
  get blockedUserId(): string {
    return toId(this.data.blocked_user_id);
  }

  /** When it was made, where GroupMe tells. */
  get createdAt(): Date | undefined {
    return toDate(this.data.created_at);
  }

  /** Is it still there? Asks the server. */
  exists(): Observable<boolean> {
    return this.manager.between(this.blockedUserId);
  }

  /** Takes it away; emits `true`. */
  unblock(): Observable<true> {
    return this.manager.unblock(this.blockedUserId);
  }
}
