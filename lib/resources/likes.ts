import type { Observable } from "rxjs";
import { pathId } from "../util/validate.ts";
import { type Api, Manager } from "../resource.ts";
import { encodeReaction } from "./encode_reaction.ts";

/** A reaction: a character, or a picture out of one of GroupMe's packs. */
export type Reaction = string | { packId: number; packIndex: number };

/** The likes of one message, of a group or between two users. */
export class Likes extends Manager {
  readonly #path: string;

  /** Binds the likes of one message to a session. */
  constructor(session: Api, conversationId: string, messageId: string) {
    super(session);
    const conversation = pathId(conversationId, "conversationId");
    this.#path = `/messages/${conversation}/${pathId(messageId, "messageId")}`;
  }

  /**
   * Likes the message, or reacts otherwise. GroupMe keeps one reaction of a user
   * and ignores a second one: take the first back before.
   *
   * @param reaction A heart unless given.
   * @returns `true`, then completion.
   */
  like(reaction?: Reaction): Observable<true> {
    const like_icon = reaction === undefined
      ? undefined
      : encodeReaction(reaction);
    return this.#send("like", like_icon && { like_icon });
  }

  /** Takes your reaction back; emits `true`, then completes. */
  unlike(): Observable<true> {
    return this.#send("unlike");
  }

  #send(verb: "like" | "unlike", body?: unknown): Observable<true> {
    return this.command({ path: `${this.#path}/${verb}`, body });
  }
}
