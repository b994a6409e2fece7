import { assert, assertEquals, assertMatch } from "@std/assert";
import type { SimulatedGroup } from "@rxgroupme/client/testing";
import { Shell, withDirectory } from "./shell.ts";

/** The ids that the simulator holds, newest first. */
function idsOf(group: SimulatedGroup): string[] {
  return Array.from({ length: group.size }, (_, i) => group.idAt(i)).reverse();
}

/** The ids that a file holds, from its first line on. */
async function idsIn(path: string): Promise<string[]> {
  return idsOn(await Deno.readTextFile(path));
}

function idsOn(ndjson: string): string[] {
  assert(ndjson.endsWith("\n"), "the last line is cut");
  return ndjson.trimEnd().split("\n").map((line) => JSON.parse(line).id);
}

/** Saves a history, and is interrupted when the request number `n` is sent. */
async function saveUntil(shell: Shell, n: number, path: string) {
  const { fetch } = shell.simulator;
  let requests = 0;
  shell.fetch = (request) => {
    if (++requests === n) running.interrupt();
    return fetch(request);
  };
  const running = shell.start("history", "Family", "--ndjson", path);
  const code = await shell.clock.until(running.code);
  shell.fetch = fetch;
  return { code, err: running.err };
}

Deno.test("groupme history saves all messages, the newest first", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 1_234 });
    const path = `${dir}/family.ndjson`;
    const ended = await shell.run("history", "Family", "--ndjson", path);
    assertEquals(ended, {
      code: 0,
      out: "",
      err: `1,234 messages in ${path}: that is all\n`,
    });
    assertEquals(await idsIn(path), idsOf(group));
  }));

Deno.test("groupme history saves messages as GroupMe sent them", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family" });
    const text = "line\nbreak \u2028 \u{1f980}";
    const attachments = [{ type: "of-tomorrow", depth: { is: [1, null] } }];
    const sent = shell.simulator.inject(group, { text, attachments });
    const path = `${dir}/family.ndjson`;
    await shell.run("history", group.id, "--ndjson", path);
    assertEquals(JSON.parse(await Deno.readTextFile(path)), sent);
  }));

Deno.test("groupme history makes an empty file of an empty group", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family" });
    const path = `${dir}/family.ndjson`;
    const { code } = await shell.run("history", "Family", "--ndjson", path);
    assertEquals([code, await Deno.readTextFile(path)], [0, ""]);
  }));

Deno.test("groupme history resumes after an interrupt without loss", () =>
  withDirectory(async (dir) => {
    for (const n of [4, 5, 9, 14]) {
      const shell = new Shell();
      const history = 2_050;
      const group = shell.simulator.addGroup({ name: "Family", history });
      const path = `${dir}/${n}.ndjson`;
      const { code, err } = await saveUntil(shell, n, path);
      assertEquals(code, 130);
      assertMatch(err, /Interrupted: [\d,]+ messages? in .*goes on from there/);
      assertEquals(shell.simulator.open, 0);
      const before = (await Deno.readTextFile(path)).split("\n").length - 1;
      assert(before < history);
      const again = await shell.run("history", "Family", "--ndjson", path);
      assertEquals(again.code, 0);
      assertEquals(await idsIn(path), idsOf(group));
    }
  }));

Deno.test("groupme history resumes wherever the last line was cut", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family" });
    for (let i = 0; i < 120; i++) {
      shell.simulator.inject(group, { text: `${i} \u{1f980} é` });
    }
    const path = `${dir}/family.ndjson`;
    await shell.run("history", "Family", "--ndjson", path);
    const whole = await Deno.readFile(path);
    const lines = new TextDecoder().decode(whole).split("\n");
    const end = new TextEncoder().encode(lines.slice(0, 7).join("\n")).length;
    const length = new TextEncoder().encode(lines[6]).length;
    // At its ends, and through its characters of several bytes.
    const text = end - length + (lines[6] ?? "").indexOf('"text"');
    const cuts = [end - length, end - length + 1, end - 1, end, end + 1];
    for (let at = text; at < text + 24; at++) cuts.push(at);
    for (const cut of cuts) {
      await Deno.writeFile(path, whole.subarray(0, cut));
      const { code } = await shell.run("history", "Family", "--ndjson", path);
      assertEquals(code, 0);
      assertEquals(await Deno.readFile(path), whole, `cut after ${cut} bytes`);
    }
  }));

Deno.test("groupme history resumes where even the first line was cut", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 12 });
    const path = `${dir}/family.ndjson`;
    await shell.run("history", "Family", "--ndjson", path);
    const [line = ""] = (await Deno.readTextFile(path)).split("\n");
    for (const cut of [2, 40, line.length]) {
      await Deno.writeTextFile(path, line.slice(0, cut));
      await shell.run("history", "Family", "--ndjson", path);
      assertEquals(await idsIn(path), idsOf(group));
    }
  }));

Deno.test("groupme history leaves nothing of a cut line whose message is gone", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 3 });
    const path = `${dir}/family.ndjson`;
    await shell.run("history", "Family", "--ndjson", path);
    const whole = await Deno.readTextFile(path);
    await Deno.writeTextFile(path, whole.slice(0, -9));
    shell.simulator.removeMessage(group, group.idAt(0));
    const { code } = await shell.run("history", "Family", "--ndjson", path);
    assertEquals(code, 0);
    const [first, second] = whole.split("\n");
    assertEquals(await Deno.readTextFile(path), `${first}\n${second}\n`);
  }));

Deno.test("groupme history tells of messages that came too late for the file", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 900 });
    const before = idsOf(group);
    const path = `${dir}/family.ndjson`;
    await saveUntil(shell, 5, path);
    for (let i = 0; i < 3; i++) shell.simulator.inject(group);
    const { err } = await shell.run("history", "Family", "--ndjson", path);
    assertEquals(await idsIn(path), before);
    assertMatch(err, /\n3 newer messages came since .* was begun/);
  }));

Deno.test("groupme history adds nothing to a file that is complete", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family", history: 250 });
    const path = `${dir}/family.ndjson`;
    const args = ["history", "Family", "--ndjson", path];
    await shell.run(...args);
    const whole = await Deno.readTextFile(path);
    shell.simulator.resetRequests();
    const { code, err } = await shell.run(...args);
    assertEquals(code, 0);
    assertEquals(
      err,
      `Going on after 250 messages in ${path}\n250 messages in ${path}: that is all\n`,
    );
    assertEquals(await Deno.readTextFile(path), whole);
    // Two for the groups, one for the chats, the page before the oldest message,
    // and what is newer.
    assertEquals(shell.simulator.requests.length, 5);
  }));

Deno.test("groupme history keeps what it has when GroupMe fails for good", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 500 });
    const path = `${dir}/family.ndjson`;
    const isThird = (request: Request) =>
      request.url.includes(`before_id=${group.idAt(300)}`);
    const fault = shell.simulator.fault({ match: isThird, status: 500 });
    const { code, err } = await shell.run(
      ...["history", "Family", "--ndjson", path],
    );
    assertEquals(code, 1);
    assertEquals(
      err,
      `error: Cannot GET /v3/groups/${group.id}/messages: status 500 simulated 500. Try again later. 200 messages in ${path}, the same command goes on from there\n`,
    );
    fault.remove();
    await shell.run("history", "Family", "--ndjson", path);
    assertEquals(await idsIn(path), idsOf(group));
  }));

Deno.test("groupme history gets through failures that pass", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 2_000 });
    shell.simulator.fault({ connectionError: true, probability: 0.1 });
    shell.simulator.fault({ truncate: "stream", probability: 0.1 });
    const path = `${dir}/family.ndjson`;
    const { code } = await shell.run("history", "Family", "--ndjson", path);
    assertEquals(code, 0);
    assertEquals(await idsIn(path), idsOf(group));
  }));

Deno.test("groupme history goes on with no other group's file", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const choir = shell.simulator.addGroup({ name: "Choir", history: 5 });
    shell.simulator.addGroup({ name: "Family", history: 5 });
    const path = `${dir}/choir.ndjson`;
    await shell.run("history", "Choir", "--ndjson", path);
    const whole = await Deno.readTextFile(path);
    const { code, err } = await shell.run(
      ...["history", "Family", "--ndjson", path],
    );
    assertEquals(code, 1);
    assertEquals(
      err,
      `error: Cannot go on with ${path}: it holds the history of another conversation, ${choir.id}\n`,
    );
    assertEquals(await Deno.readTextFile(path), whole);
  }));

Deno.test("groupme history leaves a file alone that is no history", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family", history: 5 });
    const path = `${dir}/precious`;
    const others = [
      "no line feed",
      "some\nnotes\n",
      "[]",
      '{"name":"x"}',
      '{\n  "id": "1"\n}\n',
      '{"id":"1"}\nnotes\n',
      "\n",
      " ",
    ];
    for (const text of others) {
      await Deno.writeTextFile(path, text);
      const { code, err } = await shell.run(
        ...["history", "Family", "--ndjson", path],
      );
      assertEquals(code, 1, text);
      assertEquals(
        err,
        `error: Cannot go on with ${path}: it holds something else than a history\n`,
      );
      assertEquals(await Deno.readTextFile(path), text);
    }
  }));

Deno.test("groupme history shares its file with no other run", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 300 });
    const path = `${dir}/family.ndjson`;
    using file = Deno.openSync(path, { write: true, create: true });
    file.lockSync(true);
    const args = ["history", "Family", "--ndjson", path];
    const { code, err } = await shell.run(...args);
    assertEquals(code, 1);
    assertEquals(
      err,
      `error: Cannot write ${path}: another run is writing it\n`,
    );
    file.unlockSync();
    await shell.run(...args);
    assertEquals(await idsIn(path), idsOf(group));
  }));

Deno.test("groupme history says why a file cannot be written", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family", history: 5 });
    const missing = `${dir}/nowhere/family.ndjson`;
    assertEquals(await shell.run("history", "Family", "--ndjson", missing), {
      code: 1,
      out: "",
      err: `error: Cannot write ${missing}: no such directory\n`,
    });
    assertEquals(await shell.run("history", "Family", "--ndjson", dir), {
      code: 1,
      out: "",
      err: `error: Cannot write ${dir}: it is a directory\n`,
    });
  }));

Deno.test("groupme history prints lines, the newest first", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family", members: 1 });
  shell.simulator.inject(group, { text: "first\nand more" });
  shell.simulator.inject(group, { text: "a \x1b]0;title\x07 \u202etrick" });
  shell.simulator.inject(group, {
    text: null,
    attachments: [{ type: "image", url: "https://i.groupme.com/1x1.png.a" }],
  });
  shell.simulator.inject(group, { text: "Ada left", isSystem: true });
  const { code, out } = await shell.run("history", "Family");
  assertEquals(code, 0);
  const lines = out.trimEnd().split("\n").map((line) =>
    line.replace(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d /, "").replace(/^.*?: /, "")
  );
  assertEquals(lines, [
    "* Ada left",
    "[https://i.groupme.com/1x1.png.a]",
    "a ]0;title trick",
    "first ↵ and more",
  ]);
});

Deno.test("groupme history --ndjson - prints lines of JSON", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family", history: 150 });
  const { out } = await shell.run("history", "Family", "--ndjson", "-");
  assertEquals(idsOn(out), idsOf(group));
});

Deno.test("groupme history shows a bar with rate and time left", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.isTerminal = true;
    shell.simulator.addGroup({ name: "Family", history: 20_000 });
    const path = `${dir}/family.ndjson`;
    const { err, out } = await shell.run(
      ...["history", "Family", "--ndjson", path],
    );
    assertEquals(out, "");
    assertMatch(
      err,
      /Family +█+░+ +\d+% +[\d,]+ of 20,000 +[\d,]+\/s +.* left/,
    );
    assertMatch(
      err,
      /Family +█+ 100% +20,000 of 20,000 +[\d,]+\/s +in [\d.]+ s/,
    );
  }));

Deno.test("groupme history leaves the terminal as it was, interrupted too", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.isTerminal = true;
    shell.simulator.addGroup({ name: "Family", history: 2_000 });
    const path = `${dir}/family.ndjson`;
    const { err } = await saveUntil(shell, 9, path);
    const controls = new Set(err.match(/(?!\n)\p{Cc}(?:\[[^a-z]*[a-z])?/giu));
    assertEquals([...controls], ["\r", "\x1b[K"], "nothing but wipes");
    assertMatch(err, /\p{Cc}\[KFamily .* left\nInterrupted: .*\n/u);
  }));

Deno.test("groupme history shows no bar without a terminal", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family", history: 2_000 });
    const path = `${dir}/family.ndjson`;
    const { err } = await shell.run("history", "Family", "--ndjson", path);
    assert(!err.includes("\x1b") && !err.includes("█"), err);
  }));

Deno.test("groupme history paces itself, to not be limited", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family", history: 6_000 });
    const path = `${dir}/family.ndjson`;
    await shell.run("history", "Family", "--ndjson", path);
    const times = shell.simulator.requests.map(({ at }) => at);
    assert(times.length > 30);
    for (const [i, at] of times.slice(8).entries()) {
      assert(at - (times[i] ?? 0) >= 1000, "more than 8 requests in a second");
    }
  }));

Deno.test("groupme history waits when GroupMe limits requests, and says so", () =>
  withDirectory(async (dir) => {
    const shell = new Shell();
    const group = shell.simulator.addGroup({ name: "Family", history: 1_000 });
    shell.simulator.rateLimit({ requests: 6, perMs: 30_000 });
    const path = `${dir}/family.ndjson`;
    const { code, err } = await shell.run(
      ...["history", "Family", "--ndjson", path],
    );
    assertEquals(code, 0);
    assertMatch(err, /^GroupMe limits requests: waiting 1 min 0 s\n/);
    assertEquals(await idsIn(path), idsOf(group));
  }));
