import { joining, moderation } from "@rxgroupme/client/membership";
import { assertReadable } from "../support/fields.ts";
import { mutate, randomOf, seedOf } from "../support/mutate.ts";
import { envelope } from "../support/recorded.ts";
import { scripted } from "../support/scripted.ts";

const GROUP = "98115240";
const QUESTION = { type: "join_reason/questions/text", text: "Which pier?" };
const APPLICANT = {
  id: "1093341200",
  user_id: "66120934",
  nickname: "Dov",
  image_url: "https://i.groupme.com/512x512.png.c7e14ad0952b4f3e",
  reason: {
    question: QUESTION,
    answer: { type: "join_reason/answers/text", response: "pier 4" },
  },
  timestamp: 1754052301,
  state: "requested_pending",
};
const PREVIEW = {
  id: GROUP,
  name: "Tide Pool Crew",
  description: "who is out, who is on shore",
  members_count: 5,
  children_count: 2,
  updated_at: 1754052301,
  requires_approval: true,
  show_join_question: true,
  join_question: QUESTION,
};
const SENT = {
  group_id: GROUP,
  name: "Tide Pool Crew",
  image_url: null,
  state: "requested_pending",
  updated_at: 1754052301,
  user_count: 5,
};
const FAILED = { guid: "2f9f0b1c", code: 40301 };

Deno.test("Moderation and Joining read 2,000 mutated answers, or error with an error of the library", async () => {
  const random = randomOf(seedOf("mutated memberships", 2_645_751));
  let answer: unknown;
  const { client } = scripted([], {
    fetch: () => Promise.resolve(envelope(answer)),
  });
  const here = moderation(client, GROUP);
  const groups = joining(client);
  for (let i = 0; i < 400; i++) {
    answer = mutate([APPLICANT, { ...APPLICANT, reason: null }], random);
    await assertReadable(here.pending());
    answer = mutate({ members: [], failed: [FAILED, FAILED] }, random);
    await assertReadable(here.failures("r-1"));
    answer = mutate(i % 2 ? PREVIEW : { group: PREVIEW }, random);
    await assertReadable(groups.preview(GROUP));
    answer = mutate({ requests_sent: [SENT, SENT] }, random);
    await assertReadable(groups.sent());
    answer = mutate([{ group_id: GROUP, state: "active" }], random);
    await assertReadable(groups.states());
  }
});
