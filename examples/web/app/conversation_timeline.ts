import type { PlainMessage } from "@rxgroupme/client";
import type { LiveTimeline, TimelineItem } from "@rxgroupme/client/timeline";

/** A conversation as one live value, its messages as GroupMe sends them. */
export type ConversationTimeline = LiveTimeline<PlainMessage>;

/** A row of it. */
export type Item = TimelineItem<PlainMessage>;
