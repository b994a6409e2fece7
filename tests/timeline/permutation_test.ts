import fc from "fast-check";
import { equal } from "@std/assert";
import { reduce } from "../../lib/timeline/reducer.ts";
import { arrival, type Input } from "../../lib/timeline/inputs.ts";
import type { State } from "../../lib/timeline/state.ts";
import {
  blank,
  idAt,
  message,
  notice,
  opening,
  picture,
  type Plain,
  START,
} from "./samples.ts";

/** Another one is tried by `TIMELINE_SEED=7 deno task test ...`. */
const SEED = Number(Deno.env.get("TIMELINE_SEED") ?? 20_261_128);
const RUNS = Number(Deno.env.get("TIMELINE_RUNS") ?? 100_000);

/** So few that inputs meet: on the same message, in the same second. */
const MESSAGES = 5;

const number = fc.nat(MESSAGES - 1);
const second = fc.nat(3).map((s) => START + 100 + s);
const text = fc.constantFrom("one", "two", "three");
const asOf = fc.nat(9);
const people = fc.constantFrom<string[]>([], ["101"], ["102"], ["101", "102"]);

const tallies = people.map((userIds) =>
  userIds.length === 0
    ? []
    : [{ reaction: "🔥", count: userIds.length, userIds, isMine: false }]
);

const fields = fc.oneof(
  fc.constant({}),
  fc.record({ text, updated_at: second }),
  fc.record({ deleted_at: second, deletion_actor: fc.constant("sender") }),
  fc.record({ pinned_at: second, pinned_by: fc.constant("102") }),
  people.map((user_ids) => ({
    favorited_by: user_ids,
    ...user_ids.length > 0 &&
      { reactions: [{ type: "unicode", code: "🔥", user_ids }] },
  })),
);

const row = fc.tuple(number, fields).map(([n, it]) => message(n, it));

/** Notices stand at the end, each with an id of its own. */
const told = fc.oneof(
  fc.tuple(number, second, text).map(([n, updated_at, text]) =>
    notice(10 + n, "message.update", {
      message_id: idAt(n),
      updated_at,
      message: { text, attachments: [] },
    })
  ),
  fc.tuple(number, second).map(([n, deleted_at]) =>
    notice(20 + n, "message.deleted", {
      message_id: idAt(n),
      deleted_at,
      deletion_actor: "admin",
    })
  ),
  fc.tuple(number, second).map(([n, pinned_at]) =>
    notice(30 + n, "message.pinned", {
      message_id: idAt(n),
      pinned: true,
      pinned_by: "103",
      pinned_at,
    })
  ),
);

const input: fc.Arbitrary<Input> = fc.oneof(
  fc.tuple(fc.array(row, { minLength: 1, maxLength: 3 }), asOf, second).map(
    ([rows, asOf, seconds]): Input => ({
      type: "page",
      rows,
      learned: { asOf, seconds },
    }),
  ),
  fc.oneof(row, told).map((data): Input => arrival(data)),
  fc.tuple(told, asOf).map(([notice, asOf]): Input => ({
    type: "page",
    rows: [notice],
    learned: { asOf, seconds: START },
  })),
  fc.tuple(number, asOf, tallies).map(([n, asOf, tallies]): Input => ({
    type: "facts",
    facts: { id: idAt(n), reactions: { asOf, tallies } },
  })),
);

/** The same inputs in another order, some of them twice, in other batches. */
function shuffled(inputs: readonly Input[], random: () => number): Input[][] {
  const all = [...inputs, ...inputs.filter(() => random() < 0.3)];
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [all[at], all[other]];
    if (a && b) [all[at], all[other]] = [b, a];
  }
  const batches: Input[][] = [];
  for (const input of all) {
    const last = batches.at(-1);
    if (last && random() < 0.5) last.push(input);
    else batches.push([input]);
  }
  return batches;
}

/** Small and good enough; fast-check's own would be most of the time. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = state + 0x6d2b79f5 | 0;
    let mixed = Math.imul(state ^ state >>> 15, 1 | state);
    mixed = mixed + Math.imul(mixed ^ mixed >>> 7, 61 | mixed) ^ mixed;
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

const begin = reduce(blank(), [
  { type: "me", id: "101" },
  opening([], { from: "" }),
]);

function registers({ rows, stash }: State<Plain>): unknown {
  return {
    rows: rows.map(({ id, content, reactions, pin }) => ({
      id,
      content,
      reactions: reactions.tallies,
      pin,
    })),
    stash: stash.map(({ id, content, reactions, pin }) => [
      id,
      content,
      reactions,
      pin,
    ]),
  };
}

Deno.test(`reduce() gives the same for each order of its inputs, seed ${SEED}`, () => {
  let inputs = 0;
  fc.assert(
    fc.property(
      fc.array(input, { minLength: 2, maxLength: 9 }),
      fc.integer(),
      (list, seed) => {
        const random = randomOf(seed);
        const one = reduce(begin, list);
        let other = begin;
        for (const batch of shuffled(list, random)) {
          inputs += batch.length;
          other = reduce(other, batch);
        }
        return equal(picture(one.timeline), picture(other.timeline)) &&
          equal(registers(one), registers(other));
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
  console.log(`${RUNS} runs, ${inputs} inputs, seed ${SEED}`);
});
