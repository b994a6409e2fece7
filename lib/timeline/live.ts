import { Observable } from "rxjs";
import { encodeReaction } from "../resources/encode_reaction.ts";
import type { Reaction } from "../resources/likes.ts";
import {
  keptByEdit,
  toEdit,
  toSendable,
} from "../resources/messages/content.ts";
import type { AnyMessage } from "../resources/messages/any_message.ts";
import type { Content, Draft } from "../resources/messages/draft.ts";
import type { AttachmentData } from "../wire/message.ts";
import { itemOf } from "./context.ts";
import { Core } from "./core.ts";
import type { TimelineHost, TimelineMessage } from "./host.ts";
import type { Overlay } from "./inputs.ts";
import { latest } from "./latest.ts";
import { assertPlace } from "./checked_options.ts";
import type { Intent, TimelineOptions } from "./options.ts";
import type { Timeline, TimelineItem } from "./types.ts";

/**
 * A conversation as one live value: an Observable of snapshots that never
 * errors and never completes. Errors are part of the snapshot.
 *
 * Each subscription gets the snapshot of now at once. All subscriptions share
 * one run, which begins with the first and ends with the last: its request is
 * aborted, its timers are cleared. `value` stays, and a later run goes on from
 * it.
 *
 * Methods are signals, not requests: what they ask for is shown at once where it
 * can be, and done while somebody is subscribed.
 */
export class LiveTimeline<M extends TimelineMessage = AnyMessage>
  extends Observable<Timeline<M>> {
  readonly #core: Core<M>;
  /**
   * Gives the snapshot of now, then each newer one; a slow consumer gets the
   * latest, and none in between.
   */
  declare readonly [Symbol.asyncIterator]: () => AsyncIterableIterator<
    Timeline<M>
  >;

  /**
   * Binds a conversation to what is wanted of it; nothing is requested yet.
   *
   * @throws {TypeError} With an option of another kind.
   * @throws {RangeError} With a number out of its range.
   */
  constructor(host: TimelineHost<M>, options: TimelineOptions<M> = {}) {
    const core = new Core(host, options, (intent) => this.#obey(intent));
    super((subscriber) => core.timeline$.subscribe(subscriber));
    this.#core = core;
    // No method, as one with such a name keeps bundlers from leaving this out.
    this[Symbol.asyncIterator] = () => latest(core.timeline$);
  }

  /** The snapshot of now, with or without a subscriber. */
  get value(): Timeline<M> {
    return this.#core.context.store.value;
  }

  /** Asks for the page above the first row. */
  loadOlder(): void {
    this.#core.intents.next({ type: "older" });
  }

  /** Asks for the page below the last row, where the live end is not shown. */
  loadNewer(): void {
    this.#core.intents.next({ type: "newer" });
  }

  /** Asks for what is missing above a row with `gapBefore`. */
  fill(key: string): void {
    this.#core.intents.next({ type: "fill", key });
  }

  /** Goes back to the live end; one request. */
  toLive(): void {
    this.#core.intents.next({ type: "live" });
  }

  /**
   * Goes to a message, by its id, or to a moment.
   *
   * @throws {TypeError} When it is neither.
   * @throws {RangeError} When the moment is before 1970.
   */
  jump(to: string | Date): void {
    assertPlace(to, "to");
    this.#core.intents.next({ type: "jump", to });
  }

  /**
   * Shows a message, and posts it while somebody is subscribed.
   *
   * @returns The key of its item, which it keeps once it is sent.
   * @throws {TypeError} When there is nothing to post.
   * @throws {RangeError} When the text is longer than 1,000 characters.
   */
  send(content: Content): string {
    const key = this.#core.mail.send(toSendable(content));
    // The new row is at the live end.
    if (this.#core.context.store.state.to !== undefined) this.toLive();
    return key;
  }

  /** Sends a message, or a change of one, that failed once more. */
  retry(key: string): void {
    const { id, message } = this.#itemOf(key) ?? {};
    if (id && message) this.#core.changes.retry(id, message);
    else this.#core.mail.retry(key);
  }

  /**
   * Takes a message back that does not stand yet, or a change that failed.
   *
   * @returns Its content, for the composer; `""` where there is no such one.
   */
  discard(key: string): Content {
    const { id } = this.#itemOf(key) ?? {};
    return id === undefined
      ? contentOf(this.#core.mail.discard(key))
      : this.#core.changes.discard(id)?.text ?? "";
  }

  /**
   * Sets your reaction to a message, or takes it back with `null`.
   *
   * @throws {TypeError} With an empty reaction.
   */
  react(key: string, reaction: Reaction | null): void {
    if (reaction !== null) encodeReaction(reaction);
    this.#change(key, { change: "react", reaction });
  }

  /**
   * Replaces what a message of yours says.
   *
   * @throws {TypeError} When the text is empty.
   * @throws {RangeError} When the text is longer than 1,000 characters.
   */
  edit(key: string, content: Content): void {
    const { text, attachments } = toEdit(content);
    const kept = this.#attachmentsOf(key);
    const plain: AttachmentData[] = JSON.parse(
      JSON.stringify(attachments ?? kept),
    );
    this.#change(key, { change: "edit", text, attachments: plain });
  }

  /** Deletes a message. */
  remove(key: string): void {
    this.#change(key, { change: "delete" });
  }

  /** Marks all as read, or what is up to a row. */
  markRead(key?: string): void {
    this.#core.intents.next({ type: "read", key });
  }

  /** Tells that you are typing; call it at each key that is pressed. */
  keyPressed(): void {
    this.#core.intents.next({ type: "typing" });
  }

  /** Carries out an intent, as its method does. */
  #obey(intent: Intent): void {
    switch (intent.type) {
      case "send":
        this.send(intent.content);
        break;
      case "jump":
        return this.jump(intent.to);
      case "retry":
        return this.retry(intent.key);
      case "react":
        return this.react(intent.key, intent.reaction);
      case "edit":
        return this.edit(intent.key, intent.content);
      case "remove":
        return this.remove(intent.key);
      default:
        this.#core.intents.next(intent);
    }
  }

  #change(key: string, overlay: Overlay): void {
    const { id, message } = this.#itemOf(key) ?? {};
    if (id && message) this.#core.changes.add(id, message, overlay);
  }

  #itemOf(key: string): TimelineItem<M> | undefined {
    return itemOf(this.#core.context.store, key);
  }

  /** The attachments that an edit keeps: those without places in the old text. */
  #attachmentsOf(key: string): readonly AttachmentData[] {
    const { attachments = [] } = this.#itemOf(key)?.message.data ?? {};
    return keptByEdit(attachments);
  }
}

function contentOf(draft: Draft = {}): Content {
  const { text = "", attachments = [] } = draft;
  return attachments.length === 0 ? text : draft;
}
