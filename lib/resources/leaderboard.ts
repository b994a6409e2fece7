import type { Observable } from "rxjs";
import { groupPath } from "../util/validate.ts";
import { Message } from "./messages/message.ts";
import { Messages } from "./messages/messages.ts";
import { type Api, Manager, readResources } from "../resource.ts";
import type { Query } from "../transport/request.ts";

/** A span of time that ends now. */
export type Period = "day" | "week" | "month";

/**
 * The most liked messages of one group; needs no request first. Each listing
 * emits one array, then completes.
 */
export class Leaderboard extends Manager {
  readonly #messages: Messages;

  /** Binds the leaderboard of the group `groupId` to a session. */
  constructor(session: Api, groupId: string) {
    super(session);
    this.#messages = new Messages(session, groupId);
  }

  /** The group's id. */
  get groupId(): string {
    return this.#messages.groupId;
  }

  /** Lists the messages that were liked within a period, the most liked first. */
  list(period: Period): Observable<readonly Message[]> {
    return this.#list("", { period });
  }

  /** Lists the messages that were liked within a day, the most liked first. */
  listDay(): Observable<readonly Message[]> {
    return this.list("day");
  }

  /** Lists the messages that were liked within a week, the most liked first. */
  listWeek(): Observable<readonly Message[]> {
    return this.list("week");
  }

  /** Lists the messages that were liked within a month, the most liked first. */
  listMonth(): Observable<readonly Message[]> {
    return this.list("month");
  }

  /** Lists the messages that you liked, the latest like first. */
  listMine(): Observable<readonly Message[]> {
    return this.#list("/mine");
  }

  /** Lists your messages that others liked. */
  listForMe(): Observable<readonly Message[]> {
    return this.#list("/for_me");
  }

  #list(which: string, query?: Query): Observable<readonly Message[]> {
    return this.session.request({
      path: `${groupPath(this.groupId)}/likes${which}`,
      query,
      read: readResources(Message, this.#messages, "messages"),
    });
  }
}
