import { assertEquals } from "@std/assert";
import { Client, idOfTime, Message } from "@rxgroupme/client";
import { defer, from, lastValueFrom, of, tap, toArray } from "rxjs";
import { findPosted } from "../../../lib/resources/messages/find_posted.ts";

const manager = Client.fromToken("never-used").groups.messages("1");
const MINUTE_MS = 60_000;
const NOW_MS = Date.UTC(2026, 10, 28);

/** A message written so many minutes ago. */
function message(minutes: number, data: object = {}): Message {
  const at = new Date(NOW_MS - minutes * MINUTE_MS);
  const created_at = +at / 1000;
  return new Message(manager, { id: idOfTime(at), created_at, ...data });
}

/** Ten pages of ten messages each, one a minute, newest first. */
function pages(posted: number, malformed: object): readonly Message[][] {
  return Array.from(
    { length: 10 },
    (_, page) =>
      Array.from({ length: 10 }, (_, i) => {
        const minutes = page * 10 + i;
        return message(minutes, {
          ...(minutes === posted && { source_guid: "mine", user_id: "7" }),
          // Another's on the same page.
          ...(minutes === posted - 1 && { source_guid: "mine", user_id: "8" }),
          ...(i === 3 && minutes !== posted && malformed),
        });
      }),
  );
}

/** What is found, and after how many pages. */
async function find(
  all: readonly Message[][],
  elapsed: number,
  triedAfter?: string,
) {
  let read = 0;
  let now = 0;
  const found = findPosted({
    pages: from(all).pipe(tap(() => read++)),
    sourceGuid: "mine",
    userId: of("7"),
    triedAfter,
    clock: () => now,
  });
  now = elapsed;
  const messages = await lastValueFrom(found.pipe(toArray()));
  return { ids: messages.map(({ id }) => id), read };
}

for (
  const [name, malformed] of [
    ["nothing malformed", {}],
    ["ids of 16 digits", { id: "1751412575123456" }],
    ["ids of 19 digits", { id: "9999999999999999999" }],
    ["no ids", { id: undefined }],
    ["times far in the future", { created_at: 9_999_999_999 }],
    ["times far in the past", { created_at: 1 }],
    ["no times", { created_at: undefined }],
  ] as const
) {
  for (const posted of [2, 25, 55]) {
    Deno.test(`findPosted() finds what was posted ${posted} minutes ago, with ${name} among the messages`, async () => {
      const all = pages(posted, malformed);
      const { id } = message(posted);
      const elapsed = posted * MINUTE_MS;
      assertEquals((await find(all, elapsed)).ids, [id]);
      const before = message(posted + 1).id;
      assertEquals((await find(all, 0, before)).ids, [id]);
    });
  }

  Deno.test(`findPosted() reads no further than needed, with ${name} among the messages`, async () => {
    const all = pages(1_000, malformed);
    // The page that holds its boundary, and 10 minutes for clocks; one further
    // where half of the first page is older than its middle.
    const { ids, read } = await find(all, 5 * MINUTE_MS);
    assertEquals([ids, read <= 3], [[], true]);
    assertEquals((await find(all, 0, message(15).id)).read, 2);
  });
}

Deno.test("findPosted() looks back to what it read before, once it has found nothing", async () => {
  let now = 0;
  const all = pages(1_000, {});
  let read = 0;
  const found = findPosted({
    pages: defer(() => from(all)).pipe(tap(() => read++)),
    sourceGuid: "mine",
    userId: of("7"),
    triedAfter: undefined,
    clock: () => now,
  });
  assertEquals(await lastValueFrom(found.pipe(toArray())), []);
  // A day by this clock, which is set wrong.
  now = 86_400_000;
  read = 0;
  assertEquals(await lastValueFrom(found.pipe(toArray())), []);
  assertEquals(read, 1);
});
