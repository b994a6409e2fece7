import type { Observable } from "rxjs";
import type { Content, LengthOptions } from "../messages/draft.ts";
import { ManagedResource } from "../../resource.ts";
import type { BotData } from "../../wire/group.ts";
import { toId, toText } from "../../wire/json.ts";
import type { Bots } from "./bots.ts";

/** A bot of yours, which lives in one group. */
export class Bot extends ManagedResource<BotData, Bots> {
  /** Its id, which is a secret: who has it can post as the bot. */
  get botId(): string {
    return toId(this.data.bot_id);
  }

  /** The id of the group that it lives in. */
  get groupId(): string {
    return toId(this.data.group_id);
  }

  /** What it is called. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** Its picture. */
  get avatarUrl(): string | undefined {
    return toText(this.data.avatar_url) || undefined;
  }

  /** Where GroupMe posts each message of the group. */
  get callbackUrl(): string | undefined {
    return toText(this.data.callback_url) || undefined;
  }

  /** Posts a message as the bot; see {@linkcode Bots.post}. */
  post(content: Content, options?: LengthOptions): Observable<true> {
    return this.manager.post(this.botId, content, options);
  }

  /** Ends it; emits `true`. */
  destroy(): Observable<true> {
    return this.manager.destroy(this.botId);
  }
}
