import type { NewPoll } from "@rxgroupme/client/polls";

/** The group of the polls. */
export const GROUP = "98115240";
/** The id of the poll. */
export const POLL = "1754052466120934";
/** Where the polls of the group are. */
export const PATH = `https://api.groupme.com/v3/poll/${GROUP}`;

/** When it ends. */
export const END: Date = new Date(1754138866_000);
/** Its settings. */
export const NEW: NewPoll = {
  subject: "Which pier?",
  options: ["Four", "Nine"],
  expiresAt: END,
};

const shared = {
  id: POLL,
  subject: "Which pier?",
  owner_id: "41870263",
  conversation_id: GROUP,
  created_at: 1754052466,
  expiration: 1754138866,
  status: "active",
  options: [
    { id: "1", title: "Four", votes: 2, voter_ids: ["7305518", "118204477"] },
    { id: "2", title: "Nine" },
  ],
  last_modified: 1754052500,
  type: "single",
  visibility: "public",
};

/** A public poll, in which you have voted, with some of its fields changed. */
export function poll(changed: object = {}, votes: object | null = null) {
  const yours = votes ?? { user_vote: "1", user_votes: ["1"] };
  return { data: { ...shared, ...changed }, ...yours };
}

/** An anonymous poll, which tells neither of votes nor of your own. */
export const ANONYMOUS = poll({
  options: [{ id: "1", title: "Four" }, { id: "2", title: "Nine" }],
  type: "multi",
  visibility: "anonymous",
}, {});
