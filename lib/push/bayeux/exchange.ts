import {
  concatMap,
  type Observable,
  type ObservableInput,
  timeout,
} from "rxjs";
import { type Advice, advised, NO_ADVICE } from "./advice.ts";
import { type BayeuxMessage, unanswered } from "./message.ts";
import type { BayeuxOptions, Lease } from "./protocol.ts";
import { Verdict } from "./protocol_error.ts";

/** Makes something of an answer. */
export type Read<T> = (answer: readonly BayeuxMessage[]) => ObservableInput<T>;

/** Speaks with the server, and listens to its advice. */
export interface Talk {
  /** What it advises so far. */
  advice: Advice;
  /** Makes a request, with an id of its own. */
  request(channel: string, fields: object, from?: Lease): BayeuxMessage;
  /** Sends requests, and reads the answer. */
  ask<T>(
    requests: readonly BayeuxMessage[],
    read: Read<T>,
    limit?: number,
  ): Observable<T>;
  /** Ends it where the server wants us neither to poll nor to greet again. */
  heed(reply: BayeuxMessage): void;
}

/** How long anything but a poll may take. */
const PATIENCE = 30_000;

/** Begins a talk, without advice. */
export function talk({ wire, scheduler, refusal }: BayeuxOptions): Talk {
  let count = 0;
  const it: Talk = {
    advice: NO_ADVICE,
    request(channel, fields, from) {
      const id = String(++count);
      return { channel, ...from && { clientId: from.clientId }, ...fields, id };
    },
    ask: (requests, read, limit = PATIENCE) =>
      wire.send(requests).pipe(
        timeout({
          each: limit,
          scheduler,
          with: () => {
            const error = unanswered(requests[0], `within ${limit} ms`);
            throw new Verdict(error, false);
          },
        }),
        concatMap((answer) => {
          for (const { advice } of answer) {
            it.advice = advised(it.advice, advice);
          }
          return read(answer);
        }),
      ),
    heed({ channel, error = "advised to stop" }) {
      const { reconnect, interval } = it.advice;
      if (reconnect !== "none" && interval >= 0) return;
      throw new Verdict(refusal(channel, error), true);
    },
  };
  return it;
}
