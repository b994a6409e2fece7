import { ServedSimulator } from "../support/served_simulator.ts";
import { assertSteps, type Defects, runSteps } from "./run_steps.ts";

/** An empty answer of a success is an error to it, though it was done. */
const EMPTY = {
  says: "Received a response with Content-Length: 0, but expected content",
  why: "it takes an empty answer of what was done for a failure",
};
const MISSING = {
  says: "Method not implemented.",
  why: "it is yet to be written",
};

const NODE_GROUPME: Defects = {
  "message.delete()": EMPTY,
  "group.delete()": EMPTY,
  "members.remove()": EMPTY,
  "polls.fetch()": MISSING,
  "message.like()": MISSING,
};

Deno.test("task simulate serves npm's node-groupme 4.1.0 in 24 of 29 steps", async () => {
  await using served = await ServedSimulator.start("--legacy");
  const outcomes = await runSteps("node_groupme_steps.ts", served);
  assertSteps(outcomes, NODE_GROUPME, { works: 24, of: 29 });
});

const GROUPME: Defects = {
  "Messages.index, past the beginning": {
    says: "status 304",
    why: "it does not know that 304 is the end of a history",
  },
  "Members.results": {
    says: "opts is not defined",
    why: "it reads a variable that it never made",
  },
  "Bots.post": {
    says: "status 201",
    why: "it waits for a 202, where GroupMe answers 201",
  },
  "Polls.create": {
    says: "status 201",
    why: "it waits for a 200, where GroupMe answers 201",
  },
  "ImageService.post": {
    says: "status 404",
    why: "it posts to /upload, where GroupMe takes pictures at /pictures",
  },
};

Deno.test("task simulate serves npm's groupme 0.5.8 in 25 of 30 steps", async () => {
  await using served = await ServedSimulator.start();
  const outcomes = await runSteps("groupme_steps.ts", served);
  assertSteps(outcomes, GROUPME, { works: 25, of: 30 });
});

for (const transport of ["websocket", "long-polling"]) {
  Deno.test(`task simulate serves npm's faye 1.4.3 in 10 of 10 steps over ${transport}`, async () => {
    await using served = await ServedSimulator.start();
    const outcomes = await runSteps("faye_steps.ts", served, transport);
    assertSteps(outcomes, {}, { works: 10, of: 10 });
  });
}
