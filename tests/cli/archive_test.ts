import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { lines, world } from "./archive_world.ts";
import { withDirectory } from "./shell.ts";

Deno.test("groupme mirror copies everything, and only what is new the next time", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family } = world();
    const first = await shell.run("mirror", dir);
    assertEquals([first.code, first.out], [0, ""]);
    assertMatch(
      first.err,
      /^51\d messages read in \d+ requests: that is all, in /,
    );
    simulator.inject(family, { text: "One more" });
    await shell.clock.advance(10_000);
    const second = await shell.run("mirror", dir);
    assertMatch(second.err, /^\d messages? read in /);
  }));

Deno.test("groupme mirror shows on a terminal how far it is", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    shell.isTerminal = true;
    const { code, err } = await shell.run("mirror", dir);
    assertEquals(code, 0);
    const states = err.split("\r\x1b[K").map((it) => it.replace(/ +/g, " "));
    assert(
      states.some((it) => /^[█░]{20} \d+% 200 messages.* left \S+/.test(it)),
      err,
    );
    assert(states.some((it) => / 100% 51\d messages/.test(it)), err);
    assertMatch(err, /that is all/);
    // At the end the line is empty again.
    assertEquals(states.at(-1), "");
  }));

Deno.test("groupme mirror shows on a terminal that it lists, and counts its requests", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family } = world();
    for (let n = 0; n < 500; n++) family.addTopic({ name: `Topic ${n}` });
    simulator.fault({ delay: 3_000 });
    shell.isTerminal = true;
    const running = shell.start("mirror", dir);
    await shell.clock.advance(10_000);
    assertMatch(running.err, /Listing conversations {2}[2-9] requests$/);
    running.interrupt();
    assertEquals(await shell.clock.until(running.code), 130);
    assertMatch(running.err, /Interrupted: 0 messages read in \d+ requests/);
    assertNotMatch(running.err, /in 0 requests/);
  }));

Deno.test("groupme mirror copies one group and its topics", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    assertEquals((await shell.run("mirror", dir, "--group", "Family")).code, 0);
    await shell.run("export", dir, `${dir}/all.ndjson`, "--ndjson");
    const texts = (await lines(`${dir}/all.ndjson`)).map((it) =>
      JSON.parse(it)
    );
    assertEquals(new Set(texts.map((it) => it.group_id)).size, 2);
  }));

Deno.test("groupme mirror tells that nothing has that name", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    const { code, err } = await shell.run("mirror", dir, "--group", "Nobody");
    assertEquals(code, 1);
    assertMatch(err, /error: Cannot find "Nobody": /);
  }));

Deno.test("groupme mirror tells of a name that is wrong before it reads the others", () =>
  withDirectory(async (dir) => {
    const { shell, simulator } = world();
    const groups = ["--group", "Family", "--group", "Famliy"];
    const { code, err } = await shell.run("mirror", dir, ...groups);
    assertEquals(code, 1);
    assertMatch(err, /error: Cannot find "Famliy": /);
    const pages = simulator.requests.filter(({ path }) =>
      path.endsWith("/messages")
    );
    assertEquals(pages.length, 1);
  }));

Deno.test("groupme mirror copies the other groups that are named, day after day, when one is gone", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family, club } = world();
    const args = ["mirror", dir, "--group", "Family", "--group", "Book Club"];
    assertEquals((await shell.run(...args)).code, 0);
    await simulator.fetch(
      `https://api.groupme.com/v3/groups/${family.id}/destroy`,
      { method: "POST", headers: { "x-access-token": simulator.token } },
    );
    for (const day of ["Monday", "Tuesday", "Wednesday"]) {
      await shell.clock.advance(86_400_000);
      simulator.inject(club, { text: `Chapter of ${day}` });
      await shell.clock.advance(60_000);
      const { code, err } = await shell.run(...args);
      assertEquals(code, 0, err);
      assertMatch(err, /^Family is gone, what was read is kept$/m);
      const found = await shell.run("search", dir, "chapter", day);
      assertEquals(found.code, 0, day);
    }
    const kept = await shell.run("search", dir, "zanzibar");
    assertMatch(kept.out, /\[Family\]/);
    const wrong = await shell.run(...args, "--group", "Familie");
    assertMatch(wrong.err, /^error: Cannot find "Familie"/m);
    assertEquals(wrong.code, 1);
  }));

Deno.test("groupme mirror goes on after Ctrl-C", () =>
  withDirectory(async (dir) => {
    const { shell, family } = world();
    const { fetch } = shell.simulator;
    let requests = 0;
    shell.fetch = (request) => {
      if (++requests === 6) running.interrupt();
      return fetch(request);
    };
    const running = shell.start("mirror", dir);
    assertEquals(await shell.clock.until(running.code), 130);
    assertMatch(
      running.err,
      /Interrupted: [\d,]+ messages? read in \d requests/,
    );
    assertEquals(shell.simulator.open, 0);
    assertEquals((await shell.run("mirror", dir)).code, 0);
    await using store = sqliteMirror(`${dir}/groupme.db`);
    const rows = await store.read(`group:${family.id}`, { limit: 1_000 });
    assertEquals(rows.length, family.size);
  }));

Deno.test("groupme mirror --live goes on with what is new, until Ctrl-C", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family } = world();
    const running = shell.start("mirror", dir, "--live");
    await shell.clock.advance(60_000);
    simulator.inject(family, { text: "While it runs" });
    await shell.clock.advance(60_000);
    running.interrupt();
    assertEquals(await shell.clock.until(running.code), 130);
    assertEquals(simulator.open, 0);
    const found = await shell.run("search", dir, "while", "it", "runs");
    assertMatch(found.out, /\[Family\] .*: While it runs\n$/);
  }));

Deno.test("groupme mirror --live waits until the network is back, and says so", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family } = world();
    const running = shell.start("mirror", dir, "--live");
    await shell.clock.advance(60_000);
    simulator.inject(family, { text: "Just before the tunnel" });
    simulator.fault({
      // Only the pages of the copy: the tail has just heard of it.
      match: ({ url }) => url.endsWith("&limit=200"),
      connectionError: true,
      forMs: 600_000,
    });
    await shell.clock.advance(700_000);
    simulator.inject(family, { text: "After the tunnel" });
    await shell.clock.advance(60_000);
    running.interrupt();
    assertEquals(await shell.clock.until(running.code), 130);
    assertMatch(running.err, /^Waiting: Cannot GET [^\n]+no answer/m);
    const found = await shell.run("search", dir, "tunnel");
    assertEquals(found.out.match(/Just before|After/g), [
      "Just before",
      "After",
    ]);
  }));

Deno.test("groupme mirror says that another run writes, and waits", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    await using store = sqliteMirror(`${dir}/groupme.db`);
    const release = await store.lock?.();
    const running = shell.start("mirror", dir);
    await shell.clock.advance(3_000);
    assertEquals(running.err, "Waiting: another run writes to it\n");
    await release?.();
    assertEquals(await shell.clock.until(running.code), 0);
  }));

Deno.test("groupme mirror --media says that the disk is full, and goes on from there", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    const { writeSync } = Deno.FsFile.prototype;
    let left = 10;
    Deno.FsFile.prototype.writeSync = function (bytes) {
      if (left-- > 0) return writeSync.call(this, bytes);
      const error = new Error("No space left on device (os error 28)");
      throw Object.assign(error, { code: "ENOSPC" });
    };
    const full = await shell.run("mirror", dir, "--media")
      .finally(() => Deno.FsFile.prototype.writeSync = writeSync);
    assertEquals(full.code, 1);
    assertEquals(full.err, `error: Cannot write ${dir}: the disk is full\n`);
    const files = () => [...Deno.readDirSync(`${dir}/media`)];
    assertEquals(files().length, 10);
    assertEquals((await shell.run("mirror", dir, "--media")).code, 0);
    assert(files().length > 10);
    assertEquals(files().filter(({ name }) => name.endsWith(".new")), []);
  }));

Deno.test("groupme mirror refuses a file that is no archive", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    await Deno.writeTextFile(`${dir}/groupme.db`, "no database ".repeat(500));
    const { code, err } = await shell.run("mirror", dir);
    assertEquals(code, 1);
    assertMatch(err, /groupme\.db: file is not a database.*restore a copy/);
  }));

Deno.test("groupme search prints messages, and ends with 1 without any", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    await shell.run("mirror", dir);
    const found = await shell.run("search", dir, "tide", "ZANZIBAR");
    assertEquals(found.code, 0);
    assertMatch(found.out, /\[Family\] Teo Marsh: Low tide at the zanzibar\n$/);
    const by = await shell.run("search", dir, "zanzibar", "--author", "Ines");
    assertEquals(by, { code: 1, out: "", err: "" });
    const none = await shell.run(
      "search",
      dir,
      "zanzibar",
      "--to",
      "2020-01-01",
    );
    assertEquals(none.code, 1);
    const since = new Date(shell.clock.now() - 3_600_000).toISOString();
    const recent = await shell.run(
      ...["search", dir, "zanzibar", "--from", since],
    );
    assertEquals(recent, found);
    const later = await shell.run(
      ...["search", dir, "zanzibar", "--from", "2999-01-01"],
    );
    assertEquals(later.code, 1);
    const elsewhere = await shell.run(
      ...["search", dir, "zanzibar", "--group", "Book Club"],
    );
    assertEquals(elsewhere.code, 1);
    const odd = await shell.run("search", dir, "zanzibar", "--group", "Nobody");
    assertMatch(odd.err, /Cannot find "Nobody" in this archive: it has "/);
    const nowhere = await shell.run("search", `${dir}/no`, "zanzibar");
    assertMatch(
      nowhere.err,
      /Cannot read .*: there is no archive in it\. "groupme mirror/,
    );
  }));

Deno.test("groupme search tells that an archive is not whole", () =>
  withDirectory(async (dir) => {
    const { shell, simulator } = world();
    const failing = simulator.fault({
      match: ({ url }) => url.includes("before_id"),
      status: 500,
    });
    assertEquals((await shell.run("mirror", dir)).code, 1);
    failing.remove();
    const { err } = await shell.run("search", dir, "zanzibar");
    assertMatch(err, /There may be more: the archive is not whole/);
  }));

Deno.test("groupme audit reports what it compared", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family } = world();
    await shell.run("mirror", dir);
    const clean = await shell.run(
      "audit",
      dir,
      "--probes",
      "20",
      "--seed",
      "7",
    );
    assertEquals([clean.code, clean.err], [0, ""]);
    assertMatch(
      clean.out,
      /^[\d,]+ messages on 20 pages compared\nPages that differ: less than 15\.0 %/,
    );
    simulator.removeMessage(family, family.messageAt(200)?.id ?? "");
    const found = await shell.run("audit", dir, "--seed", "7");
    assertEquals(found.code, 1);
    assertMatch(found.out, /\nextra group:\d+ \d{18}\n/);
    assertMatch(found.err, /1 message of the archive differ/);
  }));

Deno.test("groupme audit and export show on a terminal how far they are", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    await shell.run("mirror", dir);
    shell.isTerminal = true;
    const compared = await shell.run("audit", dir, "--probes", "3");
    const written = await shell.run("export", dir, `${dir}/x.csv`, "--csv");
    for (const { err } of [compared, written]) {
      // At the end the line is empty again.
      assert(err.endsWith("\r\x1b[K"), err);
    }
    assertMatch(compared.err, /Comparing with GroupMe: 3 requests/);
    assertMatch(written.err, /Writing 4\d\d messages +Family/);
  }));
