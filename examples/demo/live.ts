import type { Client, Message, Tail } from "@rxgroupme/client";
import type {
  GroupMeSimulator,
  SimulatedGroup,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import {
  buffer,
  concat,
  concatMap,
  debounceTime,
  delay,
  distinctUntilChanged,
  filter,
  from,
  ignoreElements,
  interval,
  lastValueFrom,
  map,
  merge,
  type Observable,
  share,
  skipWhile,
  take,
  takeUntil,
  tap,
  timer,
  toArray,
} from "rxjs";
import { type Cue, SCRIPT } from "./script.ts";
import type { Stage } from "./stage.ts";

/** Where it plays. */
export interface Scene {
  /** The way into GroupMe. */
  readonly client: Client;
  /** GroupMe. */
  readonly simulator: GroupMeSimulator;
  /** The group. */
  readonly group: SimulatedGroup;
  /** Who is in it, by first name. */
  readonly cast: ReadonlyMap<string, SimulatedUser>;
}

/** Looks come more often than anyone needs, so that there is no waiting. */
const TAIL = { interval: 400, maxInterval: 1_200, allowedLateness: 4_000 };

/** It goes on for so long: what is late has shown by then, and none twice. */
const CODA = 3_000;

/** No message needs longer than that; without it the end never comes. */
const PATIENCE = 10_000;

/**
 * Follows a group in which people talk, answers and likes.
 *
 * @returns The ids of the messages, in the order in which they came.
 */
export function live(scene: Scene, stage: Stage): Promise<readonly string[]> {
  const { client, group } = scene;
  const before = group.size;
  const tail = client.groups.messages(group.id).tail(TAIL);
  const messages = tail.pipe(share());
  let heard = 0;
  const allHeard = interval(100).pipe(
    skipWhile(() => heard < group.size - before),
    take(1),
  );
  const end = concat(
    perform(scene, stage),
    timer(CODA).pipe(ignoreElements()),
    merge(allHeard, timer(PATIENCE)).pipe(take(1)),
  );
  const effects = merge(
    showStatus(tail, stage),
    showMessages(messages, stage),
    answerPings(messages),
    likePictures(messages, stage),
  ).pipe(ignoreElements());
  const ids = messages.pipe(tap(() => heard += 1), map(({ id }) => id));
  return lastValueFrom(
    merge(effects, ids).pipe(takeUntil(end), toArray()),
  );
}

/** Answers each `!ping`. */
function answerPings(messages: Observable<Message>): Observable<Message> {
  return messages.pipe(
    filter(({ text }) => text === "!ping"),
    concatMap((message) => message.reply("pong")),
  );
}

/** Likes each picture. */
function likePictures(
  messages: Observable<Message>,
  stage: Stage,
): Observable<unknown> {
  return messages.pipe(
    filter(({ attachments }) =>
      attachments.some(({ type }) => type === "image")
    ),
    // As people do, after a moment.
    delay(500),
    concatMap((message) => message.like()),
    tap(() => stage.line(`  ${stage.dim("♥ you like that")}`)),
  );
}

/** Shows how the tail stands, whenever that changes. */
function showStatus(
  tail: Tail<Message>,
  stage: Stage,
): Observable<unknown> {
  const signs = { live: "●", catchingUp: "◐", offline: "○" };
  return tail.status$.pipe(
    filter(({ reason }) => !/^(not started|stopped)$/.test(reason)),
    distinctUntilChanged((a, b) => a.reason === b.reason),
    tap(({ state, reason }) =>
      stage.line(`  ${stage.dim(`${signs[state]} ${state}: ${reason}`)}`)
    ),
  );
}

/** Shows messages; of a great many at once, the first and the last. */
function showMessages(
  messages: Observable<Message>,
  stage: Stage,
): Observable<unknown> {
  const show = ({ name = "?", text = "" }: Message) =>
    stage.line(`  ${stage.bold(name)}  ${text}`);
  return messages.pipe(
    buffer(messages.pipe(debounceTime(120))),
    tap((batch) => {
      if (batch.length <= 6) return batch.forEach(show);
      batch.slice(0, 2).forEach(show);
      stage.line(`  ${stage.dim(`… ${batch.length - 3} more`)}`);
      batch.slice(-1).forEach(show);
    }),
  );
}

/** Plays the script; completes after its last cue. */
function perform(
  { simulator, group, cast }: Scene,
  stage: Stage,
): Observable<never> {
  const play = (cue: Cue) => {
    if ("scene" in cue) {
      stage.line(`\n  ${stage.dim(`— ${cue.scene} —`)}`);
      return cue.does(simulator, group);
    }
    const { who, says: text, shows, late: visibleAfter } = cue;
    const attachments = shows === undefined
      ? []
      : [{ type: "image", url: shows }];
    const userId = cast.get(who)?.id;
    simulator.inject(group, { userId, text, attachments, visibleAfter });
  };
  return from(SCRIPT).pipe(
    concatMap((cue) => timer(cue.after).pipe(tap(() => play(cue)))),
    ignoreElements(),
  );
}
