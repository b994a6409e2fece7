import { assert, assertEquals, assertRejects } from "@std/assert";
import { NotFound } from "@rxgroupme/client";
import { calendar } from "@rxgroupme/client/calendar";
import { toArray } from "rxjs";
import { ServedSimulator } from "../support/served_simulator.ts";

Deno.test("Calendar plans, answers and cancels events of a served simulator, in a group and a chat", async () => {
  await using served = await ServedSimulator.start();
  const { client } = served;
  const [group] = await served.first(client.groups.list());
  const [chat] = await served.first(client.chats.list());
  assert(group && chat);
  const startAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000);
  const endAt = new Date(+startAt + 3_600_000);
  for (const place of [group.id, { otherUserId: chat.otherUserId }]) {
    const here = calendar(client, place);
    const timeZone = "Asia/Kathmandu";
    const made = await served.first(
      here.create({ name: "Row", startAt, endAt, timeZone }),
    );
    assertEquals([made.startAt, made.endAt], [startAt, endAt]);
    assert(`${made.data.start_at}`.endsWith("+05:45"));
    const answered = await served.first(made.rsvp(false));
    assertEquals(answered.rsvpOf(made.creatorId), "notGoing");
    const [listed] = await served.first(here.list());
    assertEquals([listed?.id, listed?.notGoing.length], [made.id, 1]);
    const after = here.listAll({ endingAfter: endAt });
    assertEquals(await served.first(after.pipe(toArray())), []);
    assertEquals(await served.first(made.cancel()), true);
    await assertRejects(() => served.first(here.get(made.id)), NotFound);
  }
});
