import { assert, assertEquals } from "@std/assert";
import { Forbidden } from "@rxgroupme/client";
import { type Push, push } from "@rxgroupme/client/push";
import { timeline } from "@rxgroupme/client/timeline";
import { type Observable, throwError } from "rxjs";
import { world } from "../support/world.ts";

/** Push whose messages come, and that is refused each conversation's channel. */
function refusedPush(live: Push): Pick<Push, "watch" | "events"> {
  return {
    watch: (conversation) => live.watch(conversation),
    events: (): Observable<never> =>
      throwError(() => new Forbidden("Cannot push over /group/1: 403")),
  };
}

Deno.test("timeline() by push reads reactions where the conversation's channel is refused", async () => {
  const { clock, simulator, client } = world();
  const group = simulator.addGroup({ members: 3, history: 5 });
  const live = timeline(client, group.id, { via: refusedPush(push(client)) });
  const running = live.subscribe();
  await clock.advance(60_000);
  assertEquals(live.value.status.code, "push");
  const id = group.idAt(2);
  const other = group.memberIds.find((it) => it !== simulator.me.id);
  assert(other);
  group.reactBy(other, id, "❤️");
  await clock.advance(30_000);
  const item = live.value.items.find((it) => it.id === id);
  assertEquals(item?.reactions.map(({ userIds }) => userIds), [[other]]);
  running.unsubscribe();
  await clock.settle();
  assertEquals(clock.pending, 0);
});
