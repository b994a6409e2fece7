import type { TimelineStatus } from "@rxgroupme/client/timeline";
import type { JSX } from "preact";
import { online$ } from "./network.ts";
import { useLatest } from "./use_live.ts";
import { whyOf } from "./why.ts";

const WORDS: { readonly [state in TimelineStatus["state"]]: string } = {
  loading: "Catching up",
  live: "Live",
  catchingUp: "Catching up",
  offline: "Offline",
  closed: "Offline",
};

/** How the list, or a conversation, is connected. */
export function Status({ status }: { status: TimelineStatus }): JSX.Element {
  // A browser knows at once that its network is gone; a socket may take minutes.
  const isOnline = useLatest(online$, navigator.onLine);
  const isStarting = ["notStarted", "stopped"].includes(status.code);
  const state = !isOnline ? "offline" : isStarting ? "loading" : status.state;
  const reason = isOnline
    ? status.error ? whyOf(status.error) : undefined
    : "The network is gone.";
  return (
    <span role="status" class={`status ${state}`} title={reason}>
      {WORDS[state]}
    </span>
  );
}
