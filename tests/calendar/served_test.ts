import { assert, assertEquals, assertRejects } from "@std/assert";
import { NotFound } from "@rxgroupme/client";
import { calendar } from "@rxgroupme/client/calendar";
import { firstValueFrom, type Observable, toArray } from "rxjs";
import { ServedSimulator } from "../support/served_simulator.ts";
import { within } from "../support/within.ts";

/** More than an answer needs, in ms. */
const LIMIT = 20_000;

Deno.test("Calendar plans, answers and cancels events of a served simulator, in a group and a chat", async () => {
  await using served = await ServedSimulator.start();
  const { client } = served;
  const ask = <T>(source: Observable<T>) =>
    within(LIMIT, "an answer", firstValueFrom(source));
  const [group] = await ask(client.groups.list());
  const [chat] = await ask(client.chats.list());
  assert(group && chat);
  const startAt = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000);
  const endAt = new Date(+startAt + 3_600_000);
  for (const place of [group.id, { otherUserId: chat.otherUserId }]) {
    const here = calendar(client, place);
    const timeZone = "Asia/Kathmandu";
    const made = await ask(
      here.create({ name: "Row", startAt, endAt, timeZone }),
    );
    assertEquals([made.startAt, made.endAt], [startAt, endAt]);
    assert(`${made.data.start_at}`.endsWith("+05:45"));
    const answered = await ask(made.rsvp(false));
    assertEquals(answered.rsvpOf(made.creatorId), "notGoing");
    const [listed] = await ask(here.list());
    assertEquals([listed?.id, listed?.notGoing.length], [made.id, 1]);
    const after = here.listAll({ endingAfter: endAt });
    assertEquals(await ask(after.pipe(toArray())), []);
    assertEquals(await ask(made.cancel()), true);
    await assertRejects(() => ask(here.get(made.id)), NotFound);
  }
});
