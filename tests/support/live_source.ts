import {
  BehaviorSubject,
  distinctUntilChanged,
  filter,
  map,
  merge,
  type Observable,
} from "rxjs";
import type {
  ConversationKey,
  LiveSignal,
  LiveSource,
  MessageData,
} from "@rxgroupme/client";
import type { GroupMeSimulator } from "@rxgroupme/client/testing";

/** What a simulator would push, from a source that can be cut. */
export class FakeSource implements LiveSource {
  readonly #up = new BehaviorSubject(true);
  readonly #simulator: GroupMeSimulator;
  /** Loses what comes, without telling. */
  isMute = false;

  constructor(simulator: GroupMeSimulator) {
    this.#simulator = simulator;
  }

  /** Goes down, or up again. */
  set isUp(isUp: boolean) {
    this.#up.next(isUp);
  }

  watch(wanted?: ConversationKey): Observable<LiveSignal> {
    const { me, changes } = this.#simulator;
    const states = this.#up.pipe(
      distinctUntilChanged(),
      map((isUp): LiveSignal =>
        isUp ? { type: "up" } : { type: "down", reason: "cut" }
      ),
    );
    const messages = changes.pipe(
      filter(({ type }) => type === "message"),
      filter(() => this.#up.value && !this.isMute),
      map(({ conversationId, message }): LiveSignal => {
        const other = conversationId.split("+").find((id) => id !== me.id);
        const conversation = conversationId.includes("+")
          ? { otherUserId: other ?? me.id }
          : { groupId: conversationId };
        return {
          type: "message",
          conversation,
          data: structuredClone(message) as MessageData,
        };
      }),
      filter((signal) =>
        !wanted || signal.type !== "message" ||
        JSON.stringify(signal.conversation) === JSON.stringify(wanted)
      ),
    );
    return merge(states, messages);
  }
}
