import {
  catchError,
  concat,
  concatMap,
  defer,
  filter,
  merge,
  Observable,
  repeat,
  timer,
} from "rxjs";
import { BadResponse, NoResponse } from "../../errors.ts";
import { type BayeuxMessage, META, replied, replyTo } from "./message.ts";
import type { BayeuxOptions, Connection, Lease, Wanted } from "./protocol.ts";
import { down, events, type Signal } from "./signal.ts";
import { subscriptions } from "./subscriptions.ts";
import { talk } from "./exchange.ts";
import { Verdict } from "./protocol_error.ts";

/**
 * How long a probe and last words may take. A server that holds a poll which
 * we know to be dead may hold what replaces it until the dead one's time is
 * over; that can be ten minutes.
 */
const BRIEF = 5_000;
/** For an answer to arrive, at the least. */
const GRACE = 10_000;
/** What took so long was worth it, however it ended. */
const WORTHWHILE = 10_000;
/** From one poll to the next, where they bring nothing. */
const LEAST_PAUSE = 250;

/** Prepares a run; nothing is sent yet. */
export function connection(options: BayeuxOptions, wanted: Wanted): Connection {
  const { wire, scheduler, renewEvery, delay, isFinal, refusal } = options;
  const { connectionType } = wire;
  const talking = talk(options);
  const { request, ask, heed } = talking;
  const subscribe = subscriptions(options, wanted, talking);
  let lease: Lease | undefined;
  /** Will be the lease when it is subscribed to everything. */
  let next: Lease | undefined;
  let isUp = false;
  let failures = 0;
  let started = 0;
  let pause = 0;
  let longest = Infinity;
  /** What came during a change-over, as both client ids may bring it. */
  let told: Set<string> | undefined;

  const up = defer((): Signal[] => {
    isUp = true;
    return [{ type: "up" }];
  });

  /** Gets a lease, subscribes, and only then gives up the one before. */
  function greet(): Observable<Signal> {
    const old = lease;
    // What the server advised about the old one does not hold for this one.
    talking.advice = { ...talking.advice, reconnect: "retry" };
    const hello = request(META.handshake, {
      version: "1.0",
      supportedConnectionTypes: [connectionType],
    });
    return ask([hello], (answer) => {
      const reply = replied(hello, answer);
      heed(reply);
      const { clientId, successful, error } = reply;
      if (!successful || typeof clientId !== "string") {
        const refused = refusal(META.handshake, error);
        throw /^5/.test(`${error}`) ? refused : new Verdict(refused, true);
      }
      const got: Lease = { clientId, channels: new Set(), left: renewEvery };
      // One that was not subscribed to everything; a socket has ended with it.
      if (!wire.unasked) farewell(next);
      next = got;
      if (old) told ??= new Set();
      const changeOver = defer(() => {
        lease = got;
        next = undefined;
        return old ? empty(old) : [];
      });
      return concat(subscribe(got), changeOver, up);
    });
  }

  /** Takes what still waits there, and leaves. */
  function empty(old: Lease): Observable<Signal> {
    const { advice } = talking;
    return ask<Signal>([
      request(META.connect, { connectionType, advice: { timeout: 0 } }, old),
      // With a farewell the server would close the socket of both.
      ...wire.unasked
        ? [...old.channels].map((it) =>
          request(META.unsubscribe, { subscription: it }, old)
        )
        : [request(META.disconnect, {}, old)],
    ], (answer) => {
      // Nor does what it advises now.
      talking.advice = advice;
      return events(answer);
    }).pipe(catchError(() => []));
  }

  function poll(by: Lease): Observable<Signal> {
    const isProbe = !isUp;
    // What waits there already may have come by the lease before.
    const isBrief = isProbe || !!told;
    const { timeout } = talking.advice;
    const hold = isBrief ? 0 : Math.min(timeout, longest, by.left);
    const connect = request(META.connect, {
      connectionType,
      ...hold < timeout && { advice: { timeout: hold } },
    }, by);
    return ask<Signal>([connect], (answer) => {
      const news = events(answer);
      const isGood = replyTo(connect, answer)?.successful;
      const isWell = isGood && talking.advice.reconnect !== "handshake";
      if (isWell && (!isProbe || news.length > 0)) failures = 0;
      const least = isBrief || news.length > 0 ? 0 : LEAST_PAUSE - spent();
      pause = Math.max(talking.advice.interval, least);
      return concat(
        isProbe && isGood ? up : [],
        news,
        defer(() => conclude(replied(connect, answer))),
      );
      // An open connection can be mute.
    }, isBrief ? BRIEF : hold * 1.2 + GRACE);
  }

  function conclude(reply: BayeuxMessage): never[] {
    told = undefined;
    heed(reply);
    const { successful, error = "advised to greet" } = reply;
    if (successful && talking.advice.reconnect !== "handshake") return [];
    throw new Verdict(refusal(META.connect, error), false);
  }

  function isNews(signal: Signal): boolean {
    if (!told || signal.type !== "event") return true;
    return told.size < told.add(JSON.stringify(signal)).size;
  }

  function spent(): number {
    // Clocks can be set back.
    return Math.max(0, scheduler.now() - started);
  }

  /** Takes stock after a failure; throws where there is no way on. */
  function interrupted(cause: unknown): Signal[] {
    const isVerdict = cause instanceof Verdict;
    const error = isVerdict ? cause.error : cause;
    const isOver = isVerdict ? cause.isOver : isFinal(error);
    // Where it is only mute, the server may still keep what we asked for.
    if (isVerdict && error instanceof NoResponse) leave();
    if (isVerdict || isOver) lease = next = undefined;
    if (isOver) throw error;
    if (spent() >= WORTHWHILE) {
      failures = 0;
      const isCut = error instanceof BadResponse && error.status === 504;
      // Something on the way waits for no more than this.
      if (isCut) longest = spent() * 0.8;
    }
    isUp = false;
    pause = Math.max(LEAST_PAUSE, delay(++failures, error));
    return [down(error)];
  }

  const life = defer(() =>
    merge(
      wire.unasked?.pipe(concatMap(events)) ?? [],
      wanted.changes.pipe(
        concatMap((isAnew) => lease && isUp ? subscribe(lease, isAnew) : []),
      ),
      defer(() => {
        if (lease) lease.left -= spent();
        started = scheduler.now();
        pause = 0;
        // Others may have come to be wanted while it was down.
        wanted.changes.next(false);
        return lease && lease.left > 0 ? poll(lease) : greet();
      }).pipe(
        // No timer for no time: browsers slow the timers of a hidden page down.
        repeat({ delay: () => pause > 0 ? timer(pause, scheduler) : [0] }),
      ),
    )
  ).pipe(
    filter(isNews),
    catchError(interrupted),
    repeat({ delay: () => timer(pause, scheduler) }),
  );

  function farewell(it?: Lease): void {
    if (!it) return;
    ask([request(META.disconnect, {}, it)], () => [], BRIEF).pipe(
      // Nobody is left to be told.
      catchError(() => []),
    ).subscribe();
  }

  function leave(): void {
    farewell(lease);
    farewell(next);
  }

  return {
    // First, so that the farewell goes out while the wire still stands.
    signals: merge(new Observable<never>(() => leave), life),
    has: (channel) =>
      isUp && (channel === undefined || !!lease?.channels.has(channel)),
    publish(channel, data) {
      const message = request(channel, { data }, lease);
      return ask([message], (answer): true[] => {
        const reply = replied(message, answer);
        if (reply.successful) return [true];
        throw refusal(channel, reply.error);
      }).pipe(
        catchError((error) => {
          throw error instanceof Verdict ? error.error : error;
        }),
      );
    },
  };
}
