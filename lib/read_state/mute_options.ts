/** How long, and how far, to mute. */
export interface MuteOptions {
  /**
   * Minutes, 1 and above.
   *
   * @default {for ever}
   */
  minutes?: number | undefined;
  /**
   * Whether the topics of the group are muted too.
   *
   * @default {false}
   */
  withTopics?: boolean | undefined;
}
