import { assert, assertEquals } from "@std/assert";
import { polls } from "@rxgroupme/client/polls";
import { ServedSimulator } from "../support/served_simulator.ts";

Deno.test("Polls makes, votes in and ends polls of a served simulator, in a group and a chat", async () => {
  await using served = await ServedSimulator.start();
  const { client } = served;
  const [group] = await served.first(client.groups.list());
  const [chat] = await served.first(client.chats.list());
  assert(group && chat);
  const expiresAt = new Date(Date.now() + 24 * 3_600_000);
  for (const place of [group.id, { otherUserId: chat.otherUserId }]) {
    const here = polls(client, place);
    const made = await served.first(
      here.create({ subject: "Which pier?", options: ["4", "9"], expiresAt }),
    );
    assertEquals((await served.first(made.vote("2"))).myVotes, ["2"]);
    await served.first(made.end());
    const [listed] = await served.first(here.list());
    assertEquals([listed?.id, listed?.isOpen], [made.id, false]);
  }
});
