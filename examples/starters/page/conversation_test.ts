import { deepStrictEqual } from "node:assert/strict";
import { test } from "node:test";
import { VirtualClock } from "@rxgroupme/client/testing";
import { timelineOf } from "@rxgroupme/client/timeline";
import { filter, firstValueFrom } from "rxjs";
import { simulated } from "./place.ts";
import { rowOf } from "./rows.ts";

test("a conversation shows what others say, and what you send", async () => {
  // A minute on this clock takes milliseconds.
  const clock = new VirtualClock();
  const { session, groupId, talk$ } = simulated(clock);
  const live = timelineOf(session, groupId);
  const rows = () => live.value.items.map(rowOf);
  const shows = (text: string) =>
    clock.until(firstValueFrom(
      live.pipe(filter(() => rows().at(-1)?.text === text)),
    ));
  const running = [live.subscribe(), talk$.subscribe()];

  await shows("Low tide is at six");
  live.send("See you there");
  deepStrictEqual(rows().slice(-2), [
    { author: "Mari", text: "Low tide is at six", note: "" },
    { author: "You", text: "See you there", note: "sending ..." },
  ]);

  await shows("I do");
  deepStrictEqual(rows().slice(-4), [
    { author: "Mari", text: "Low tide is at six", note: "" },
    { author: "You", text: "See you there", note: "" },
    { author: "Mari", text: "Who brings the nets?", note: "" },
    { author: "Mari", text: "I do", note: "" },
  ]);
  for (const subscription of running) subscription.unsubscribe();
});
