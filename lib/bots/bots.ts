import type { Observable } from "rxjs";
import { type Content, toDraft } from "../messages/draft.ts";
import { Manager } from "../resource.ts";
import type { BotData } from "../wire/bot.ts";
import { readList } from "../wire/json.ts";
import { Bot } from "./bot.ts";

/** Your bots. */
export class Bots extends Manager {
  /** Lists all of them at once, then completes. */
  list(): Observable<readonly Bot[]> {
    return this.session.request({
      path: "/bots",
      read: (answer) =>
        readList<BotData>(answer).map((data) => new Bot(this, data)),
    });
  }

  /**
   * Posts a message as a bot, to its group. GroupMe cannot tell a repetition
   * from a new message here, so a failure is not tried again.
   *
   * @param botId The bot's secret id.
   * @returns `true`, then completion.
   * @throws {TypeError} When there is nothing to post, or no bot.
   * @throws {RangeError} When the text is longer than 1,000 characters.
   */
  post(botId: string, content: Content): Observable<true> {
    if (!botId) throw new TypeError("Cannot post: botId is empty");
    const { text, attachments } = toDraft(content);
    return this.session.request({
      method: "POST",
      path: "/bots/post",
      body: { bot_id: botId, text, attachments },
      answer: "none",
      read: () => true as const,
    });
  }
}
