import {
  catchError,
  concat,
  concatMap,
  defer,
  filter,
  map,
  merge,
  Observable,
  repeat,
  timer,
} from "rxjs";
import { type ErrorDetails, NoResponse } from "../../errors.ts";
import { monotonicClock } from "../../util/monotonic_clock.ts";
import { wakeUps } from "../../util/wake_ups.ts";
import { type BayeuxMessage, META, replied, replyTo } from "./message.ts";
import type {
  BayeuxOptions,
  BayeuxSession,
  Connection,
  DesiredChannels,
} from "./protocol.ts";
import { down, events, type Signal, UP } from "./signal.ts";
import { subscriptions } from "./subscriptions.ts";
import { exchange, ProtocolError } from "./exchange.ts";

/**
 * How long a probe and a disconnect may take. A server that holds a poll whose
 * connection is dead may hold its successor until the time of the dead one is
 * over, which can be ten minutes.
 */
const REPLY_TIMEOUT_MS = 5_000;
/** The least time for the answer to a poll to arrive, beyond the hold. */
const POLL_GRACE_MS = 10_000;
/** A request that lasted this long had a connection, however it ended. */
const BACKOFF_RESET_AFTER_MS = 10_000;
/** The least time between two polls that bring nothing. */
const MIN_POLL_GAP_MS = 250;

/** Prepares a run; nothing is sent yet. */
export function connection(
  options: BayeuxOptions,
  desired: DesiredChannels,
): Connection {
  const { transport, scheduler, renewEvery, delay, isFatal, refusal } = options;
  const { connectionType } = transport;
  const exchanges = exchange(options);
  const { request, send, applyAdvice } = exchanges;
  const subscribe = subscriptions(options, desired, exchanges);
  const now = monotonicClock(scheduler);
  let session: BayeuxSession | undefined;
  /** Becomes the session once it is subscribed to everything. */
  let next: BayeuxSession | undefined;
  let isUp = false;
  let failures = 0;
  let started = 0;
  let pause = 0;
  let maxHold = Infinity;
  /** The events while the session changes, as both client ids may bring one. */
  let delivered: Set<string> | undefined;

  const up = defer((): Signal[] => {
    isUp = true;
    return [UP];
  });

  /** Gets a client id, subscribes, and only then gives up the one before. */
  function handshake(): Observable<Signal> {
    const old = session;
    // The advice about the old client id does not hold for this one.
    exchanges.advice = { ...exchanges.advice, reconnect: "retry" };
    const hello = request(META.handshake, {
      version: "1.0",
      supportedConnectionTypes: [connectionType],
    });
    return send([hello], (answer) => {
      const reply = replied(hello, answer);
      applyAdvice(reply);
      const { clientId, successful, error } = reply;
      if (!successful || typeof clientId !== "string") {
        const refused = refusal(META.handshake, error);
        throw /^5/.test(`${error}`)
          ? refused
          : new ProtocolError(refused, true);
      }
      const made: BayeuxSession = {
        clientId,
        channels: new Set(),
        remaining: renewEvery,
      };
      // One that was not subscribed to everything; a socket has ended with it.
      if (!transport.unsolicited) disconnect(next);
      next = made;
      if (old) delivered ??= new Set();
      const changeOver = defer(() => {
        session = made;
        next = undefined;
        return old ? drain(old) : [];
      });
      return concat(subscribe(made), changeOver, up);
    });
  }

  /** Takes what still waits for an old client id, and gives that up. */
  function drain(old: BayeuxSession): Observable<Signal> {
    const { advice } = exchanges;
    return send<Signal>([
      request(META.connect, { connectionType, advice: { timeout: 0 } }, old),
      // With a disconnect the server would close the socket of both.
      ...transport.unsolicited
        ? [...old.channels].map((it) =>
          request(META.unsubscribe, { subscription: it }, old)
        )
        : [request(META.disconnect, {}, old)],
    ], (answer) => {
      // Nor does the advice that comes with this answer.
      exchanges.advice = advice;
      return events(answer);
    }).pipe(catchError(() => []));
  }

  function poll(by: BayeuxSession): Observable<Signal> {
    const isProbe = !isUp;
    // What waits there already may have come by the session before.
    const isBrief = isProbe || delivered;
    const { timeout } = exchanges.advice;
    const hold = isBrief ? 0 : Math.min(timeout, maxHold, by.remaining);
    const connect = request(META.connect, {
      connectionType,
      ...hold < timeout && { advice: { timeout: hold } },
    }, by);
    return send<Signal>([connect], (answer) => {
      const news = events(answer);
      const isGood = replyTo(connect, answer)?.successful;
      const isWell = isGood && exchanges.advice.reconnect !== "handshake";
      if (isWell && (!isProbe || news.length > 0)) failures = 0;
      const gap = isBrief || news.length > 0 ? 0 : MIN_POLL_GAP_MS - spent();
      pause = Math.max(exchanges.advice.interval, gap);
      return concat(
        isProbe && isGood ? up : [],
        news,
        defer(() => conclude(replied(connect, answer))),
      );
      // An open connection can be mute.
    }, isBrief ? REPLY_TIMEOUT_MS : hold * 1.2 + POLL_GRACE_MS);
  }

  function conclude(reply: BayeuxMessage): never[] {
    delivered = undefined;
    applyAdvice(reply);
    const { successful, error = "advised to handshake" } = reply;
    if (successful && exchanges.advice.reconnect !== "handshake") return [];
    throw new ProtocolError(refusal(META.connect, error), false);
  }

  function isNews(signal: Signal): boolean {
    if (!delivered || signal.type !== "event") return true;
    return delivered.size < delivered.add(JSON.stringify(signal)).size;
  }

  function begin(): void {
    if (session) session.remaining -= spent();
    started = now();
  }

  function spent(): number {
    return now() - started;
  }

  /** Prepares the next attempt after a failure; throws where it is final. */
  function interrupted(cause: unknown): Signal[] {
    const isProtocols = cause instanceof ProtocolError;
    const error = isProtocols ? cause.error : cause;
    const isOver = isProtocols ? cause.isFatal : isFatal(error);
    // Where it is only mute, the server may still keep the subscriptions.
    if (isProtocols && error instanceof NoResponse) leave();
    if (isProtocols || isOver) session = next = undefined;
    if (isOver) throw error;
    if (spent() >= BACKOFF_RESET_AFTER_MS) {
      failures = 0;
      const { status } = error as ErrorDetails;
      // Something on the way waits for no more than this.
      if (status === 504) maxHold = spent() * 0.8;
    }
    isUp = false;
    pause = Math.max(MIN_POLL_GAP_MS, delay(++failures, error));
    return [down(error)];
  }

  const life = defer(() => {
    // A transport may fail before the first request.
    begin();
    return merge(
      transport.unsolicited?.pipe(concatMap(events)) ?? [],
      wakeUps(scheduler).pipe(
        map((): never => {
          throw new NoResponse("the device slept");
        }),
      ),
      desired.changes.pipe(
        concatMap((isRenewal) =>
          session && isUp ? subscribe(session, isRenewal) : []
        ),
      ),
      defer(() => {
        begin();
        pause = 0;
        // Further channels may have been wanted while it was down.
        desired.changes.next(false);
        return session && session.remaining > 0 ? poll(session) : handshake();
      }).pipe(
        // No timer for no time: browsers delay the timers of a hidden page.
        repeat({ delay: () => pause > 0 ? timer(pause, scheduler) : [0] }),
      ),
    );
  }).pipe(
    filter(isNews),
    catchError(interrupted),
    repeat({ delay: () => timer(pause, scheduler) }),
  );

  function disconnect(it?: BayeuxSession): void {
    if (!it) return;
    // It outlives the subscription, so that the server forgets the client id.
    send([request(META.disconnect, {}, it)], () => [], REPLY_TIMEOUT_MS).pipe(
      catchError(() => []),
    ).subscribe();
  }

  function leave(): void {
    disconnect(session);
    disconnect(next);
  }

  return {
    // A new Observable for its teardown: first, so that the disconnect is sent
    // while the transport still stands.
    signals: merge(new Observable<never>(() => leave), life),
    has: (channel) => isUp && !!session?.channels.has(channel),
    publish(channel, data) {
      const message = request(channel, { data }, session);
      return send([message], (answer): true[] => {
        const reply = replied(message, answer);
        if (reply.successful) return [true];
        throw refusal(channel, reply.error);
      }).pipe(
        catchError((error) => {
          throw error instanceof ProtocolError ? error.error : error;
        }),
      );
    },
  };
}
