import { assert, assertEquals } from "@std/assert";
import { polls } from "@rxgroupme/client/polls";
import { firstValueFrom, type Observable } from "rxjs";
import { ServedSimulator } from "../support/served_simulator.ts";
import { within } from "../support/within.ts";

/** More than an answer needs, in ms. */
const LIMIT = 20_000;

Deno.test("Polls makes, votes in and ends polls of a served simulator, in a group and a chat", async () => {
  await using served = await ServedSimulator.start();
  const { client } = served;
  const ask = <T>(source: Observable<T>) =>
    within(LIMIT, "an answer", firstValueFrom(source));
  const [group] = await ask(client.groups.list());
  const [chat] = await ask(client.chats.list());
  assert(group && chat);
  const expiresAt = new Date(Date.now() + 24 * 3_600_000);
  for (const place of [group.id, { otherUserId: chat.otherUserId }]) {
    const here = polls(client, place);
    const made = await ask(
      here.create({ subject: "Which pier?", options: ["4", "9"], expiresAt }),
    );
    assertEquals((await ask(made.vote("2"))).myVotes, ["2"]);
    await ask(made.end());
    const [listed] = await ask(here.list());
    assertEquals([listed?.id, listed?.isOpen], [made.id, false]);
  }
});
