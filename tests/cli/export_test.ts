import { assert, assertEquals, assertMatch } from "@std/assert";
import { csvLine } from "../../lib/cli/archive/csv.ts";
import { lines, world } from "./archive_world.ts";
import { withDirectory } from "./shell.ts";

Deno.test("groupme export writes CSV, a line for each message", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, club } = world();
    const text = '=1+1, "two"\nlines \\ and\u2028more';
    simulator.inject(club, { text });
    await shell.run("mirror", dir);
    const path = `${dir}/club.csv`;
    const args = ["export", dir, path, "--csv", "--group", "Book Club"];
    const { code, err } = await shell.run(...args, "--oldest-first");
    assertEquals([code, err], [0, `21 messages in ${path}\n`]);
    const [header, ...rows] = await lines(path);
    assertMatch(header ?? "", /^conversation,id,created_at,/);
    assertEquals(rows.length, 21);
    assertEquals(rows.at(-1)?.split(",")[0], "Book Club");
    assert(
      rows.at(-1)?.includes(
        String.raw`"'=1+1, ""two""\nlines \\ and\u2028more"`,
      ),
      rows.at(-1),
    );
    const ids = rows.map((it) => it.split(",")[1] ?? "");
    assertEquals(ids, ids.toSorted());
    const again = await shell.run(...args);
    assertMatch(again.err, /club\.csv: it is there already/);
    const out = await shell.run("export", dir, "-", "--csv");
    assertEquals(out.out.split("\n")[0], header);
  }));

Deno.test("csvLine() gives a spreadsheet no formula, and each message one line", () => {
  const cellOf = (text: string) =>
    csvLine("Family", { id: "1", text }).split(",").slice(8, -2).join(",");
  for (const sign of ["=", "+", "-", "@", "＝", "＋", "－", "＠"]) {
    assertEquals(cellOf(`${sign}1+1`), `'${sign}1+1`);
    assertEquals(cellOf(`1${sign}1`), `1${sign}1`);
    assertEquals(csvLine(`${sign}x`, { id: "1" }).split(",")[0], `'${sign}x`);
  }
  // Spreadsheets pass over spaces before it, and what is not seen.
  for (
    const before of [" ", "\u00a0", "\u3000", "\u200b", "\ufeff", " \u202e "]
  ) {
    assertEquals(cellOf(`${before}=1+1`), `'${before}=1+1`);
    assertEquals(cellOf(`${before}1=1`), `${before}1=1`);
  }
  // One apostrophe less is the text, also where it begins with some.
  assertEquals(cellOf("'=1"), "''=1");
  assertEquals(cellOf("' =1"), "'' =1");
  assertEquals(cellOf("'tis"), "'tis");
  assertEquals(cellOf("\t=1"), `"'\t=1"`);
  assertEquals(cellOf("\r\n=1"), String.raw`\r\n=1`);
  assertEquals(cellOf('"a", b'), `"""a"", b"`);
  assertEquals(cellOf("a\u0000\u2029\ud800"), "a\\u0000\\u2029\ufffd");
  assertEquals(cellOf("👩‍👩‍👧 \u202e"), "👩‍👩‍👧 \u202e");
});

Deno.test("groupme search and export tell topics of one name apart by their groups", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, club } = world();
    const dinners = club.addTopic({ name: "Dinners" });
    simulator.inject(dinners, { text: "Soup at the zanzibar" });
    await shell.run("mirror", dir);
    const { out } = await shell.run("search", dir, "soup");
    assertMatch(out, /\[Book Club: Dinners\] .*: Soup at the zanzibar\n$/);
    const only = ["zanzibar", "--group", "Book Club: Dinners"];
    assertEquals((await shell.run("search", dir, ...only)).out, out);
    const both = await shell.run("search", dir, "soup", "--group", "Dinners");
    assertEquals(both.out, out);
    const csv = await shell.run("export", dir, "-", "--csv");
    assertMatch(csv.out, /^Family: Dinners,/m);
  }));

Deno.test("groupme export names the place that it cannot write to", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    await shell.run("mirror", dir);
    const file = `${dir}/file`;
    await Deno.writeTextFile(file, "mine");
    const wrong = [
      [file, "--html"],
      [file, "--csv"],
      [`${file}/x`, "--html"],
      [`${file}/x`, "--ndjson"],
      [`${dir}/none/x`, "--csv"],
    ];
    for (const [to = "", format = ""] of wrong) {
      const { code, err } = await shell.run("export", dir, to, format);
      assertEquals(code, 1, to);
      assert(err.startsWith(`error: Cannot write ${to}: `), err);
      assertEquals(err.split("\n").length, 2);
    }
    assertEquals(await Deno.readTextFile(file), "mine");
  }));

Deno.test("groupme export leaves no page, picture or text of an earlier export of pages", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, family, teo } = world();
    const { id } = simulator.inject(family, {
      userId: teo.id,
      text: "Xylophone lessons",
    });
    await shell.run("mirror", dir);
    const to = `${dir}/pages`;
    const textOf = async (path: string): Promise<string> => {
      let text = "";
      for await (const { name, isFile } of Deno.readDir(path)) {
        text += isFile
          ? await Deno.readTextFile(`${path}/${name}`)
          : await textOf(`${path}/${name}`);
      }
      return text;
    };
    await shell.run("export", dir, to, "--html");
    assert((await textOf(to)).includes("Xylophone"));
    simulator.removeMessage(family, id);
    await Deno.writeTextFile(`${to}/notes.txt`, "mine");
    await shell.clock.advance(60_000);
    const only = ["--html", "--group", "Book Club"];
    assertEquals((await shell.run("export", dir, to, ...only)).code, 0);
    const left = await textOf(to);
    assert(!left.includes("Xylophone") && !left.includes("Family"), left);
    assert(left.includes("mine"));
    // Of an export that was interrupted there is an index that says so.
    await Deno.remove(`${to}/search`, { recursive: true });
    assertEquals((await shell.run("export", dir, to, ...only)).code, 0);
    await Deno.writeTextFile(`${to}/index.html`, "<title>My page</title>");
    const foreign = await shell.run("export", dir, to, ...only);
    assertEquals(foreign.code, 1);
    assertMatch(foreign.err, /it holds something else/);
  }));

Deno.test("groupme export shows replies, polls and events as they were", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, club } = world();
    const { me } = simulator;
    const asked = simulator.inject(club, {
      userId: me.id,
      text: `Soup & <bread>? ${"or more ".repeat(40)}`,
    });
    const reply = (id: string) => ({
      type: "reply",
      reply_id: id,
      base_reply_id: id,
      user_id: me.id,
    });
    simulator.inject(club, { text: "Yes", attachments: [reply(asked.id)] });
    simulator.inject(club, { text: "No", attachments: [reply("1")] });
    const poll = { id: "1754052466120934", subject: "Which pier?" };
    simulator.inject(club, {
      text: "Created new poll",
      attachments: [{ type: "poll", poll_id: poll.id }],
      event: { type: "poll.created", data: { poll } },
    });
    simulator.inject(club, {
      isSystem: true,
      text: "Poll has ended",
      event: {
        type: "poll.finished",
        data: {
          poll,
          options: [
            { id: "1", title: "Four" },
            { id: "2", title: "Nine & ten", voter_ids: [me.id], votes: 1 },
          ],
        },
      },
    });
    simulator.inject(club, {
      text: "Created event",
      attachments: [{ type: "event", event_id: "4c7e", view: "full" }],
      event: {
        type: "calendar.event.created",
        data: { event: { id: "4c7e", name: "Night count" } },
      },
    });
    await shell.run("mirror", dir);
    const to = `${dir}/pages`;
    await shell.run("export", dir, to, "--html", "--group", "Book Club");
    const page = await Deno.readTextFile(`${to}/group_${club.id}/2025-08.html`);
    assert(
      page.includes(
        `<a href="2025-08.html#m${asked.id}">In reply to <bdi>${me.name}</bdi></a>: <bdi>Soup &amp; &lt;bread&gt;? or more`,
      ),
      page,
    );
    assert(page.includes("In reply to a message that is not in this copy"));
    assert(!page.includes("#m1&quot;") && !page.includes('#m1"'));
    assert(page.includes("[Poll Which pier?]"));
    assertMatch(
      page,
      /<ul class="poll"><li>Four: 0 votes<\/li><li>Nine &amp; ten: /,
    );
    assert(page.includes("[Calendar event Night count]"));
  }));

/** Lets the n-th writing of a text end in a full disk, half of it written. */
async function withFullDisk(
  at: number,
  use: () => Promise<void>,
): Promise<number> {
  const { writeTextFileSync } = Deno;
  let count = 0;
  Deno.writeTextFileSync = (path, text, options) => {
    count += 1;
    if (count !== at) return writeTextFileSync(path, text, options);
    writeTextFileSync(path, text.slice(0, text.length / 2), options);
    throw Object.assign(new Error("No space left"), { code: "ENOSPC" });
  };
  try {
    await use();
  } finally {
    Deno.writeTextFileSync = writeTextFileSync;
  }
  return count;
}

Deno.test("groupme export --html starts again wherever the disk was full", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    await shell.run("mirror", dir);
    const write = (to: string) => shell.run("export", dir, to, "--html");
    let writes = Infinity;
    for (let at = 1; at <= writes; at++) {
      const to = `${dir}/pages ${at}`;
      let code = 0;
      const count = await withFullDisk(at, async () => {
        const ended = await write(to);
        code = ended.code;
        if (code !== 0) assertMatch(ended.err, /the disk is full/);
      });
      if (code === 0) writes = count;
      // A page that is half there is none that says it is an archive.
      const names = [...Deno.readDirSync(to)].map(({ name }) => name);
      if (names.includes("index.html")) {
        assertMatch(
          await Deno.readTextFile(`${to}/index.html`),
          code === 0 ? /messages in 4 conversations/ : /is not finished/,
        );
      }
      assertEquals((await write(to)).err, `512 messages in ${to}\n`);
    }
    assert(writes > 5);
    // Or killed, as it wrote the first page.
    const killed = `${dir}/killed`;
    await Deno.mkdir(killed);
    await Deno.writeTextFile(`${killed}/index.html.new`, "<!doctype");
    assertEquals((await write(killed)).code, 0);
  }));

Deno.test("groupme export writes NDJSON, the newest first", () =>
  withDirectory(async (dir) => {
    const { shell, family } = world();
    await shell.run("mirror", dir);
    const path = `${dir}/family.ndjson`;
    await shell.run("export", dir, path, "--ndjson", "--group", family.id);
    const ids = (await lines(path)).map((it) => JSON.parse(it).id)
      .filter((id) => family.idAt(0) <= id);
    assert(ids.includes(family.idAt(0)));
    assertEquals((await lines(path)).length, family.size + 30);
  }));

Deno.test("groupme export wants one format, and a directory for pages", () =>
  withDirectory(async (dir) => {
    const { shell } = world();
    for (const args of [[], ["--csv", "--html"]]) {
      const { code, err } = await shell.run("export", dir, "x", ...args);
      assertEquals(code, 2);
      assertMatch(err, /say one of --html, --csv and --ndjson/);
    }
    assertEquals((await shell.run("export", dir, "-", "--html")).code, 2);
    await shell.run("mirror", dir);
    const { err } = await shell.run("export", dir, dir, "--html");
    assertMatch(err, /it holds something else/);
  }));

Deno.test("groupme export writes pages whose markup is no message's", () =>
  withDirectory(async (dir) => {
    const { shell, simulator, club } = world();
    const attack =
      `<script>alert(1)</script><img src=x onerror=alert(2)> javascript:alert(3) https://example.invalid/"><b>`;
    simulator.inject(club, { text: attack });
    // Places of mentions that no text has.
    const loci = [[0, -2], [1, 0], [-3, 2], [2, 1], [1e9, 1]];
    simulator.inject(club, {
      text: "abcdef",
      attachments: [{ type: "mentions", loci, user_ids: [] }],
    });
    await shell.run("mirror", dir, "--media");
    const to = `${dir}/pages`;
    assertEquals((await shell.run("export", dir, to, "--html")).code, 0);
    const index = await Deno.readTextFile(`${to}/index.html`);
    assertMatch(index, /<a href="group_\d+\/20\d\d-\d\d\.html">/);
    const page = await Deno.readTextFile(`${to}/group_${club.id}/2025-08.html`);
    assert(!page.includes("<script>alert"), "a script");
    assert(!page.includes("<img src=x"), "a picture");
    assert(!page.includes('href="javascript:'), "an address");
    assertMatch(page, /Content-Security-Policy/);
    assertMatch(page, /<p>ab<b>c<\/b>def<\/p>/);
    assertMatch(
      page,
      /<img class="avatar" src="\.\.\/media\/[0-9a-f]{32}\.\w+"/,
    );
    // Again over its own pages.
    assertEquals((await shell.run("export", dir, to, "--html")).code, 0);
  }));
