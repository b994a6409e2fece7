import { contacts } from "@rxgroupme/client/contacts";
import { assertReadable } from "../support/fields.ts";
import { mutate, randomOf, seedOf } from "../support/mutate.ts";
import { envelope } from "../support/recorded.ts";
import { scripted } from "../support/scripted.ts";
import { PROFILE, REQUESTS, ROW, TEO } from "./rows.ts";

Deno.test("Contacts reads 2,000 mutated answers, or errors with an error of the library", async () => {
  const random = randomOf(seedOf("mutated contacts", 1_732_051));
  let answer: unknown;
  const { client } = scripted([], {
    fetch: () => Promise.resolve(envelope(answer)),
  });
  const people = contacts(client);
  for (let i = 0; i < 500; i++) {
    answer = mutate([ROW, { ...ROW, id: "41870263" }], random);
    await assertReadable(people.list());
    await assertReadable(people.listAll());
    answer = mutate(PROFILE, random);
    await assertReadable(people.profile(TEO));
    answer = mutate(REQUESTS, random);
    await assertReadable(people.requests());
  }
});
