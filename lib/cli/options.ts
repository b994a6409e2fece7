/** What every command takes that talks to GroupMe. */
export interface ConnectOptions {
  /** Talk to an embedded simulator instead. */
  simulate?: boolean;
  /** Where GroupMe is, if not at GroupMe: a simulator that is being served. */
  api?: string;
}
