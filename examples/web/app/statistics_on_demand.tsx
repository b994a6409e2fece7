import { lazy } from "./lazy.tsx";
import { STATISTICS } from "./parts.ts";

/** The statistics of a conversation, loaded only when somebody asks for them. */
export const Statistics = lazy(
  STATISTICS,
  (it) => it.Statistics,
  () => <p class="empty">Loading statistics…</p>,
);
