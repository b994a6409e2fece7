import { polls } from "@rxgroupme/client/polls";
import { assertReadable } from "../support/fields.ts";
import { mutate, randomOf, seedOf } from "../support/mutate.ts";
import { envelope } from "../support/recorded.ts";
import { scripted } from "../support/scripted.ts";
import { ANONYMOUS, GROUP, NEW, POLL, poll } from "./rows.ts";

Deno.test("Polls reads 2,000 mutated answers, or errors with an error of the library", async () => {
  const random = randomOf(seedOf("mutated polls", 2_236_068));
  let answer: unknown;
  const { client } = scripted([], {
    fetch: () => Promise.resolve(envelope(answer)),
  });
  const here = polls(client, GROUP);
  for (let i = 0; i < 500; i++) {
    answer = mutate({ polls: [poll(), ANONYMOUS] }, random);
    await assertReadable(here.list());
    answer = mutate({ poll: i % 2 ? poll() : ANONYMOUS }, random);
    await assertReadable(here.get(POLL));
    await assertReadable(here.create(NEW));
    await assertReadable(here.vote({ id: POLL, isMultiple: true }, ["1"]));
  }
});
