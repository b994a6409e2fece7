import { assertEquals } from "@std/assert";
import type { Activity, ConversationKey } from "@rxgroupme/client";
import { push, type PushEvent, type PushOptions } from "@rxgroupme/client/push";
import type { Subscription } from "rxjs";
import { world } from "../support/world.ts";

/** A world with a push connection, and what came over it. */
export function pushed(
  options: PushOptions = {},
  settings: Parameters<typeof world>[0] = {},
) {
  const here = world(settings);
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ members: 1 });
  const live = push(client, options);
  const signals: string[] = [];
  const events: PushEvent[] = [];
  const errors: unknown[] = [];
  const activities: Activity[] = [];
  const statuses: string[] = [];
  const watching: Subscription[] = [
    client.activity$.subscribe((it) => activities.push(it)),
    live.status$.subscribe(({ state, reason }) =>
      statuses.push(`${state}: ${reason}`)
    ),
  ];
  /** Watches for messages. */
  const watch = (conversation?: ConversationKey) => {
    const subscription = live.watch(conversation).subscribe((signal) => {
      signals.push(
        signal.type === "message" ? `${signal.data.text}` : signal.type,
      );
    });
    watching.push(subscription);
    return subscription;
  };
  /** Listens to all events. */
  const listen = (conversation?: ConversationKey) => {
    const subscription = live.events(conversation).subscribe({
      next: (event) => events.push(event),
      error: (error) => errors.push(error),
    });
    watching.push(subscription);
    return subscription;
  };
  /** Leaves, and sees that nothing stays behind. */
  const stop = async () => {
    for (const it of watching) it.unsubscribe();
    await clock.settle();
    assertEquals(clock.pending, 0);
    assertEquals(simulator.open, 0);
    assertEquals(simulator.push.clients, 0);
  };
  return {
    ...here,
    group,
    live,
    signals,
    events,
    errors,
    activities,
    statuses,
    watch,
    listen,
    stop,
  };
}
