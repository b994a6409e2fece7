import type { AnyMessage } from "@rxgroupme/client";
import type { LiveTimeline, TimelineItem } from "@rxgroupme/client/timeline";

/** A conversation as one live value, with the library's classes of messages. */
export type ConversationTimeline = LiveTimeline<AnyMessage>;

/** A row of it. */
export type Item = TimelineItem<AnyMessage>;
