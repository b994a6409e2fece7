import { assertEquals } from "@std/assert";
import { reduce } from "../../lib/timeline/reducer.ts";
import { arrival, type Input } from "../../lib/timeline/inputs.ts";
import { idAt, loaded, message, messages, START } from "./samples.ts";

const pushed = (n: number, sender = "102"): Input =>
  arrival(message(n, { sender_id: sender }));

const unread = (n: number, count: number): Input => ({
  type: "unread",
  readUpTo: idAt(n),
  count,
});

const away: Input = { type: "visible", isFocused: false };

Deno.test("reduce() without a read place counts nothing", () => {
  const { timeline } = reduce(loaded(0, 10), [away, pushed(10)]);
  assertEquals(timeline.unread, { count: 0 });
});

Deno.test("reduce() marks the first unread row, which stays, and counts on", () => {
  // 101 is oneself, and wrote 4 and 8.
  let state = reduce(loaded(0, 8), [unread(4, 3)]);
  const mark = () => state.timeline.unread;
  assertEquals(mark(), { firstKey: idAt(5), count: 3, readUpTo: idAt(4) });
  state = reduce(state, [pushed(9), pushed(9), pushed(10)]);
  assertEquals(mark(), { firstKey: idAt(5), count: 5, readUpTo: idAt(4) });
  state = reduce(state, [pushed(8)]);
  assertEquals(mark().count, 6);
  state = reduce(state, [{ type: "read" }]);
  assertEquals(mark(), { count: 0, readUpTo: idAt(10) });
});

Deno.test("reduce() puts no mark above one's own messages", () => {
  let state = reduce(loaded(0, 10), [unread(2, 5)]);
  assertEquals(state.timeline.unread.firstKey, idAt(9));
  assertEquals(state.timeline.unread.count, 1);
  state = reduce(state, [pushed(12, "101")]);
  assertEquals(state.timeline.unread, { count: 0, readUpTo: idAt(12) });
});

Deno.test("reduce() sets the mark again for what comes while unfocused", () => {
  let state = reduce(loaded(0, 9), [unread(8, 0), pushed(9)]);
  assertEquals(state.timeline.unread.count, 0);
  state = reduce(state, [away, pushed(10), pushed(11)]);
  assertEquals(state.timeline.unread.firstKey, idAt(10));
  assertEquals(state.timeline.unread.count, 2);
});

Deno.test("reduce() counts what is unread above the window", () => {
  let state = reduce(loaded(50, 60, { size: 500 }), [
    { type: "me", id: "999" },
    unread(39, 20),
  ]);
  assertEquals(state.timeline.unread, { count: 20, readUpTo: idAt(39) });
  state = reduce(state, [{
    type: "page",
    rows: messages(30, 50),
    learned: { asOf: 4, seconds: START },
    span: { from: idAt(30) },
    grows: "older",
  }]);
  assertEquals(state.timeline.unread.firstKey, idAt(40));
  assertEquals(state.timeline.unread.count, 20);
});

Deno.test("reduce() takes the reading on another device in", () => {
  let state = reduce(loaded(0, 8), [unread(4, 3)]);
  state = reduce(state, [unread(7, 0)]);
  assertEquals(state.timeline.unread, { count: 0, readUpTo: idAt(7) });
});
