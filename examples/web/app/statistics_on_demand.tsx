import { lazy } from "./lazy.tsx";
import { importStatistics } from "./parts.ts";

/** The statistics of a conversation, loaded only when somebody asks for them. */
export const Statistics = lazy(
  async () => {
    const { Statistics, loadLooks } = await importStatistics();
    await loadLooks();
    return Statistics;
  },
  () => <p class="empty">Loading statistics…</p>,
);
