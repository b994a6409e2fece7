/** The texts of messages. */
export type Texts = (string | undefined)[];

/** What came of each part of the package. */
export interface Outcome {
  /** How many messages one page had. */
  listed: number;
  /** How many messages all pages had. */
  paged: number;
  /** What a group that there is not failed with. */
  missing: string;
  /** Where in the history two runs were that a cursor joins. */
  resumed: (number | undefined)[];
  /** What was posted, as it stands in the group. */
  posted: string | null | undefined;
  /** What a tail brought by polling. */
  polled: Texts;
  /** What a tail brought by push. */
  pushed: Texts;
  /** What a webhook worked on, and with which status it answered. */
  delivered: [text: string | undefined, status: number];
}

/** What comes of it where all works. */
export const works: Outcome = {
  listed: 20,
  paged: 250,
  missing: "NotFound",
  resumed: [247, 248, 249],
  posted: "Low tide at six",
  polled: ["one", "two"],
  pushed: ["one", "two"],
  delivered: ["tides?", 200],
};
