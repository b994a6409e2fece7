import type { Observable } from "rxjs";
import { ManagedResource } from "../resource.ts";
import { toDate, toId, toNumber, toText } from "../wire/json.ts";
import type { Joining } from "./joining.ts";
import type { SentRequestData } from "./membership_data.ts";

/** A request of yours to join a group, which no admin has decided on yet. */
export class SentRequest extends ManagedResource<SentRequestData, Joining> {
  /** The group's id. */
  readonly id: string = toId(this.data.group_id);
  /** The group's name. */
  readonly name: string | undefined = toText(this.data.name);
  /** The URL of the group's picture; see `pictureUrl()`. */
  readonly imageUrl: string | undefined = toText(this.data.image_url) ||
    undefined;
  /** How many members the group has. */
  readonly membersCount: number | undefined = toNumber(this.data.user_count);
  /** When the request was sent, or last changed. */
  readonly updatedAt: Date | undefined = toDate(this.data.updated_at);
  /** Such as `requested_pending`. */
  readonly state: string | undefined = toText(this.data.state);

  /** Takes the request back; see {@linkcode Joining.revoke}. */
  revoke(): Observable<true> {
    return this.manager.revoke(this.id);
  }
}
