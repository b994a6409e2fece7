import { assertEquals, assertMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { compare, isAsHeld, wordsOf } from "../../examples/demo/verdict.ts";
import { Child } from "../cli/child.ts";
import { Served } from "../cli/served.ts";

const DEMO = "examples/demo.ts";

Deno.test("the demo loses nothing and delivers nothing twice, and shows it", async () => {
  await using child = new Child(DEMO, []);
  assertEquals(await child.code(), 0, child.err);
  assertEquals(child.err, "");
  const shown = [
    // The groups.
    /^Groups\n {2}\S.* \d+ messages/m,
    // A history of at least 25,000 messages, with rate and time left.
    / {2}\d+% {2}[\d,]+ messages {2}[\d,]+\/s {2}[\d.]+ s left\n/,
    / 100% {2}30,000 messages {2}[\d,]+\/s {2}in [\d.]+ s\n/,
    // A ping that is answered, and a picture that is liked.
    /!ping\n[^]*pong\n[^]*you like that\n/,
    // An outage.
    /○ offline: .*\n[^]*● live: polling\n[^]*Look at the sky instead\n/,
    // A burst.
    /◐ catchingUp: .*\n[^]*… \d+ more\n[^]*Gull number 350\n/,
    // What came late.
    /Coffee\?\n/,
    /messages +30,360: 30,000 read, 360 live\n/,
    /requests +\d+\n/,
    /retries +[1-9]\d*\n/,
    /Nothing lost, nothing twice: the history, 30,000, /,
    /Nothing lost, nothing twice: the live messages, 360, /,
  ];
  for (const pattern of shown) assertMatch(child.out, pattern);
});

Deno.test("the demo reads the real service, and posts nothing", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({
    name: "Family",
    members: 1,
    history: 1_234,
  });
  await using served = new Served(simulator);
  await using child = new Child(DEMO, ["--real"], served.env);
  await child.hears(/live for 10 seconds/);
  simulator.inject(group, { text: "!ping" });
  assertEquals(await child.code(), 0, child.out + child.err);
  assertMatch(child.out, /100% {2}1,234 messages/);
  assertMatch(child.out, /messages +1,23[45]: 1,234 read, [01] live/);
  const methods = simulator.requests.map(({ method }) => method);
  assertEquals([...new Set(methods)], ["GET"]);
});

Deno.test("the demo says in a line that it has no token for the real service", async () => {
  await using child = new Child(DEMO, ["--real"]);
  assertEquals(await child.code(), 1);
  assertEquals(child.out, "error: GROUPME_TOKEN is not set\n");
});

Deno.test("compare() counts what was lost, came twice or was never there", () => {
  const held = ["1", "2", "3"];
  assertEquals(isAsHeld(compare(["3", "1", "2"], held)), true);
  for (const delivered of [["1", "2"], ["1", "2", "2", "3"], ["1", "2", "4"]]) {
    assertEquals(isAsHeld(compare(delivered, held)), false);
  }
  const difference = compare(["1", "1", "4"], held);
  assertEquals(difference, { held: 3, lost: 2, twice: 1, foreign: 1 });
  assertEquals(
    wordsOf("the history", difference),
    "Of the history, 3: 2 lost, 1 twice, 1 from nowhere",
  );
});
