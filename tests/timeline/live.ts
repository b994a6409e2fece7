import type { Subscription } from "rxjs";
import type { AnyMessage } from "@rxgroupme/client";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import {
  type ClientTimelineOptions,
  type LiveTimeline,
  type Timeline,
  timeline,
} from "@rxgroupme/client/timeline";
import { type World, world } from "../support/world.ts";

/** A timeline of a simulated group, which a test subscribes to. */
export interface LiveWorld extends World {
  readonly group: SimulatedGroup;
  readonly live: LiveTimeline<AnyMessage>;
  /** Each snapshot, from the first one. */
  readonly seen: Timeline<AnyMessage>[];
  /** Subscribes. */
  start(): Subscription;
  /** The requests since the last look, without their hosts. */
  asked(): string[];
}

/** Makes a group with a history, and a timeline of it. */
export function liveWorld(
  history: number,
  options?: ClientTimelineOptions,
  worldOptions?: Parameters<typeof world>[0],
): LiveWorld {
  const all = world(worldOptions);
  const { simulator, client } = all;
  const group = simulator.addGroup({ members: 3, history });
  const live = timeline(client, group.id, options);
  const seen: Timeline<AnyMessage>[] = [];
  return {
    ...all,
    group,
    live,
    seen,
    start: () => live.subscribe((it) => seen.push(it)),
    asked: () => {
      const asked = simulator.requests.map(({ method, path, query }) => {
        const { acceptFiles: _, ...rest } = query;
        const text = new URLSearchParams(rest).toString();
        return `${method} ${path}${text && `?${text}`}`;
      });
      simulator.resetRequests();
      return asked;
    },
  };
}

/** The texts of the rows. */
export function texts(
  { items }: Timeline<AnyMessage>,
): (string | undefined)[] {
  return items.map(({ message }) => message.text);
}
