import { assertEquals } from "@std/assert";
import type { Observable } from "rxjs";
import type { BotOutcome } from "@rxgroupme/client/bot";
import { world } from "../support/world.ts";

/** A group in which people and a bot talk. */
export function town(settings: Parameters<typeof world>[0] = {}) {
  const here = world(settings);
  const { clock, simulator, client } = here;
  const group = simulator.addGroup({ members: 2 });
  const messages = client.groups.messages(group.id);
  const outcomes: BotOutcome<{ id: string; text?: string }, unknown>[] = [];
  const errors: unknown[] = [];
  const start = (bot: Observable<BotOutcome<{ id: string }, unknown>>) =>
    bot.subscribe({
      next: (outcome) => outcomes.push(outcome),
      error: (error) => errors.push(error),
    });
  const say = async (text: string, options = {}) => {
    const message = simulator.inject(group, { text, ...options });
    await clock.advance(30_000);
    return message;
  };
  /** All that stands in the group. */
  const texts = () =>
    Array.from({ length: group.size }, (_, i) => group.messageAt(i)?.text);
  const seen = () =>
    outcomes.map((it) =>
      it.type === "answered" ? `${it.name}: ${it.content}` : `${it.name} failed`
    );
  const settle = async () => {
    await clock.settle();
    assertEquals(clock.pending, 0);
    assertEquals(errors, []);
  };
  return {
    ...here,
    group,
    messages,
    outcomes,
    errors,
    start,
    say,
    texts,
    seen,
    settle,
  };
}
