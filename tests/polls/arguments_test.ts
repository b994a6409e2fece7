import { assertEquals, assertThrows } from "@std/assert";
import { polls, vote } from "@rxgroupme/client/polls";
import { scripted } from "../support/scripted.ts";
import { GROUP, NEW, POLL } from "./rows.ts";

Deno.test("Polls refuses what cannot be before any request", () => {
  const { client, lines } = scripted([]);
  const here = polls(client, GROUP);
  const never = new Date(NaN);
  const wrong: [unknown, typeof TypeError | typeof RangeError, string][] = [
    [{ subject: "" }, TypeError, "subject"],
    [{ subject: " " }, TypeError, "subject"],
    [{ subject: undefined }, TypeError, "subject"],
    [{ options: ["Four", " "] }, TypeError, "options"],
    [{ options: ["Four", 9] }, TypeError, "options"],
    [{ options: ["Four"] }, RangeError, "options"],
    [{ options: "Four" }, RangeError, "options"],
    [{ expiresAt: never }, RangeError, "expiresAt"],
    [{ expiresAt: 1754138866 }, RangeError, "expiresAt"],
    [{ expiresAt: undefined }, RangeError, "expiresAt"],
  ];
  for (const [changed, Kind, name] of wrong) {
    const settings = Object.assign({}, NEW, changed);
    assertThrows(() => here.create(settings), Kind, `'${name}'`);
  }
  const single = { id: POLL, isMultiple: false };
  assertThrows(() => here.vote(single, ["1", "2"]), RangeError, "optionIds");
  assertThrows(() => here.vote(single, [""]), TypeError, "optionIds");
  assertThrows(() => here.vote(single, [".."]), TypeError, "optionIds");
  // Its path ends the poll.
  assertThrows(() => here.vote(single, ["end"]), RangeError, "optionIds");
  // An element that there is not, too.
  const sparse = Object.assign(new Array<string>(2), { 1: "1" });
  assertThrows(() => here.vote(single, sparse), TypeError, "optionIds");
  for (const none of ["1", undefined, null] as unknown as [string[]]) {
    assertThrows(
      () => here.vote(single, none),
      TypeError,
      "'optionIds': it must be a list",
    );
  }
  assertThrows(
    () => here.vote({ id: "", isMultiple: true }, []),
    TypeError,
    "pollId",
  );
  assertThrows(() => here.get(" "), TypeError, "pollId");
  assertThrows(() => here.end(".."), TypeError, "pollId");
  assertThrows(() => here.watch(POLL, { interval: 0 }), RangeError, "interval");
  assertThrows(() => here.listAll({ prefetch: 2 as 1 }), RangeError);
  assertThrows(() => polls(client, ""), TypeError, "conversation");
  assertThrows(
    () => vote("1" as unknown as () => readonly string[]),
    TypeError,
    "choose",
  );
  assertEquals(lines, []);
});
