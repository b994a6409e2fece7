import { type Observable, of, reduce, switchMap } from "rxjs";
import { assertLength, pathId } from "../../util/validate.ts";
import {
  type Content,
  type LengthOptions,
  toParts,
} from "../messages/draft.ts";
import { inSequence } from "../messages/in_sequence.ts";
import { Manager, readResources } from "../../resource.ts";
import { exclusively } from "../../transport/exclusively.ts";
import type { ApiRequest } from "../../transport/request.ts";
import { deleteIdempotent } from "../delete_idempotent.ts";
import type { BotData } from "../../wire/group.ts";
import { readOne, toWire } from "../../wire/json.ts";
import { Bot } from "./bot.ts";

/** A new bot of a group. A setting that is not typed here is sent as given. */
export interface BotSettings {
  /** Its name, at least 1 character. */
  name: string;
  /** The URL of its picture, at GroupMe's image service; see `client.images`. */
  avatarUrl?: string | undefined;
  /** The URL to which GroupMe posts each message of the group. */
  callbackUrl?: string | undefined;
  /** Whether its callback gets direct messages too. */
  dmNotification?: boolean | undefined;
  /**
   * Whether it is active.
   *
   * @default {true}
   */
  active?: boolean | undefined;
  /** Settings that are not typed here. */
  [field: string]: unknown;
}

/** A new bot, and its group. */
export interface NewBot extends BotSettings {
  /** The id of its group. */
  groupId: string;
}

/** Your bots. */
export class Bots extends Manager {
  /** Lists all of them in one array, then completes. */
  list(): Observable<readonly Bot[]> {
    return this.#list();
  }

  /**
   * Creates a bot; emits it.
   *
   * @throws {TypeError} Without a name or a group.
   * @throws {RangeError} With an empty name.
   */
  create(bot: NewBot): Observable<Bot> {
    // Not idempotent: there might be two.
    return this.#create(bot);
  }

  /**
   * Finds your bot of this name in this group, or creates it: a restart creates
   * no second one, and neither does a lost answer, as each attempt looks first.
   * Of subscribers that ask the same client for the same bot at the same time
   * one creates it, and the others find it after that; two programs that start at
   * the same moment may still create two.
   *
   * @param bot The bot. One that is found stays as it is, whatever else is given.
   * @returns The bot, then completion.
   * @throws {TypeError} Without a name or a group.
   * @throws {RangeError} With an empty name.
   */
  ensure(bot: NewBot): Observable<Bot> {
    const { name, groupId } = bot;
    const key = `${groupId} ${name}`;
    const isSame = (it: Bot) => it.name === name && it.groupId === groupId;
    const ensured = this.#create(bot, {
      idempotent: true,
      wrapAttempt: (create) =>
        this.#list(false).pipe(switchMap((bots) => {
          const found = bots.find(isSame);
          return found ? of(found) : create;
        })),
    });
    return exclusively(this.session, `bot ${key}`, ensured);
  }

  /**
   * Destroys a bot; emits `true`.
   *
   * @param botId The bot's secret id.
   */
  destroy(botId: string): Observable<true> {
    pathId(botId, "botId", true);
    return this.command({
      path: "/bots/destroy",
      body: { bot_id: botId },
      wrapAttempt: deleteIdempotent(),
    });
  }

  /**
   * Posts a message as a bot, to its group. GroupMe cannot tell a repetition
   * from a new message here, so a failure is not retried.
   *
   * @param botId The bot's secret id.
   * @returns `true`, then completion.
   * @throws {TypeError} Without a bot id, or without content to post.
   * @throws {RangeError} When the text is longer than 1,000 characters, and is
   * not to be split.
   */
  post(
    botId: string,
    content: Content,
    options?: LengthOptions,
  ): Observable<true> {
    pathId(botId, "botId", true);
    return inSequence(
      toParts(content, options),
      ({ text, attachments }) =>
        this.command({
          path: "/bots/post",
          body: { bot_id: botId, text, attachments },
          idempotent: false,
        }),
    ).pipe(reduce(() => true as const));
  }

  #list(idempotent?: boolean): Observable<readonly Bot[]> {
    return this.session.request({
      path: "/bots",
      idempotent,
      read: readResources(Bot, this),
    });
  }

  #create(bot: NewBot, attempts?: Partial<ApiRequest<Bot>>): Observable<Bot> {
    assertLength(bot.name, 1, Infinity, "name");
    pathId(bot.groupId, "groupId");
    return this.session.request({
      ...attempts,
      method: "POST",
      path: "/bots",
      body: { bot: { active: true, ...toWire(bot) } },
      read: (answer) => new Bot(this, readOne<BotData>(answer, "bot")),
    });
  }
}
