import type { Observable } from "rxjs";
import type { Content, LengthOptions } from "../messages/draft.ts";
import { ManagedResource } from "../../resource.ts";
import type { BotData } from "../../wire/group.ts";
import { toId, toText } from "../../wire/json.ts";
import type { Bots } from "./bots.ts";

/** A bot of yours in one group. Reading a field twice gives the same value. */
export class Bot extends ManagedResource<BotData, Bots> {
  /** Its id, which is a secret: it is all that posting as the bot takes. */
  get botId(): string {
    return toId(this.data.bot_id);
  }

  /** The id of its group. */
  get groupId(): string {
    return toId(this.data.group_id);
  }

  /** Its name. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** The URL of its picture; see {@linkcode pictureUrl} for its sizes. */
  get avatarUrl(): string | undefined {
    return toText(this.data.avatar_url) || undefined;
  }

  /** The URL to which GroupMe posts each message of the group. */
  get callbackUrl(): string | undefined {
    return toText(this.data.callback_url) || undefined;
  }

  /** Posts a message as the bot; see {@linkcode Bots.post}. */
  post(content: Content, options?: LengthOptions): Observable<true> {
    return this.manager.post(this.botId, content, options);
  }

  /** Destroys it; emits `true`. */
  destroy(): Observable<true> {
    return this.manager.destroy(this.botId);
  }
}
