import type { ConversationKey } from "@rxgroupme/client";
import type { JSX } from "preact";
import type { Account } from "./account.ts";
import { loadPart } from "./parts.ts";
import { useAnswer } from "./use_live.ts";

type StatisticsProps = {
  account: Pick<Account, "session">;
  conversation: ConversationKey;
};

/** The statistics of a conversation, loaded only when somebody asks for them. */
export function Statistics(props: StatisticsProps): JSX.Element {
  const loaded = useAnswer(() => loadPart(loadStatistics), []);
  if (loaded) return <loaded.Statistics {...props} />;
  return <p class="empty">Loading statistics…</p>;
}

/** Loads what draws statistics, which loads how they look. */
async function loadStatistics() {
  const loaded = await import("./statistics/statistics.tsx");
  await loaded.loadLooks();
  return loaded;
}
