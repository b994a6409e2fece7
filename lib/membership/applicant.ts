import type { Observable } from "rxjs";
import { ManagedResource } from "../resource.ts";
import { toDate, toId, toObject, toText } from "../wire/json.ts";
import type { PendingData } from "./membership_data.ts";
import type { Moderation } from "./moderation.ts";

/**
 * A user who waits for an admin's approval. Its `id` is that of the membership
 * to be, not the user's.
 */
export class Applicant extends ManagedResource<PendingData, Moderation> {
  /** The id of the membership to be. */
  readonly id: string = toId(this.data.id);
  /** The user's id. */
  readonly userId: string = toId(this.data.user_id);
  /** The user's name. */
  readonly nickname: string | undefined = toText(this.data.nickname);
  /** The URL of the user's picture; see `pictureUrl()`. */
  readonly imageUrl: string | undefined = toText(this.data.image_url) ||
    undefined;
  /** The question that the group asked; `undefined` where it asked none. */
  readonly question: string | undefined = toText(
    toObject(toObject(this.data.reason).question).text,
  );
  /** The user's answer to it. */
  readonly answer: string | undefined = toText(
    toObject(toObject(this.data.reason).answer).response,
  );
  /** When the user applied. */
  readonly appliedAt: Date | undefined = toDate(this.data.timestamp);
  /** Such as `requested_pending`. */
  readonly state: string | undefined = toText(this.data.state);

  /** Lets the user in; see {@linkcode Moderation.approve}. */
  approve(): Observable<true> {
    return this.manager.approve(this.id);
  }

  /** Turns the user away; see {@linkcode Moderation.deny}. */
  deny(): Observable<true> {
    return this.manager.deny(this.id);
  }
}
