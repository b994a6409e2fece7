import { concatMap, type Observable, type ObservableInput } from "rxjs";
import { timeLimit } from "../../util/time_limit.ts";
import { type Advice, mergeAdvice, NO_ADVICE } from "./advice.ts";
import { type BayeuxMessage, unanswered } from "./message.ts";
import type { BayeuxOptions, BayeuxSession } from "./protocol.ts";

/** Reads an answer. */
export type ReadAnswer<T> = (
  answer: readonly BayeuxMessage[],
) => ObservableInput<T>;

/** Sends requests to the server, and keeps its advice. */
export interface Exchange {
  /** The advice so far. */
  advice: Advice;
  /** Makes a request with an id of its own. */
  request(
    channel: string,
    fields: object,
    session?: BayeuxSession,
  ): BayeuxMessage;
  /**
   * Sends requests and reads the answer.
   *
   * @param limit How long the answer may take, in ms.
   */
  send<T>(
    requests: readonly BayeuxMessage[],
    read: ReadAnswer<T>,
    limit?: number,
  ): Observable<T>;
  /**
   * Ends the connection where the server advises against any further request.
   *
   * @throws {ProtocolError} Then.
   */
  applyAdvice(reply: BayeuxMessage): void;
}

/** How long anything but a poll may take. */
const REQUEST_TIMEOUT_MS = 30_000;

/** Makes an exchange without advice. */
export function exchange(
  { transport, scheduler, refusal }: BayeuxOptions,
): Exchange {
  let count = 0;
  const it: Exchange = {
    advice: NO_ADVICE,
    request(channel, fields, session) {
      // JSON leaves out what is undefined.
      const clientId = session?.clientId;
      return { channel, clientId, ...fields, id: `${++count}` };
    },
    send: (requests, read, limit = REQUEST_TIMEOUT_MS) =>
      transport.send(requests).pipe(
        timeLimit(
          limit,
          scheduler,
          () => new ProtocolError(unanswered(requests[0]), false),
        ),
        concatMap((answer) => {
          for (const { advice } of answer) {
            it.advice = mergeAdvice(it.advice, advice);
          }
          return read(answer);
        }),
      ),
    applyAdvice({ channel, error = "advised to stop" }) {
      const { reconnect, interval } = it.advice;
      if (reconnect === "none" || interval < 0) {
        throw new ProtocolError(refusal(channel, error), true);
      }
    },
  };
  return it;
}

/** A failure that says more than that something did not arrive. */
export class ProtocolError {
  /** `isFatal`: it cannot go on. Otherwise it can, with a new client id. */
  constructor(readonly error: unknown, readonly isFatal: boolean) {}
}
