import { assert, assertEquals, assertMatch } from "@std/assert";
import { Shell, withDirectory } from "./shell.ts";

const TERMINAL = { isTerminal: true, isFile: false };
const FILE = { isTerminal: false, isFile: true };
const PIPE = { isTerminal: false, isFile: false };

function shellOf(stdout: Shell["stdout"], stderr: Shell["stderr"]): Shell {
  const shell = new Shell();
  Object.assign(shell, { stdout, stderr });
  shell.simulator.addGroup({ name: "Family", history: 1_000 });
  return shell;
}

/** The rows of a terminal after all of a text was written to it. */
function rowsOf(drawn: string): string[] {
  const rows: string[] = [];
  for (const written of drawn.split("\n")) {
    // Each wipe starts the row again.
    rows.push(written.split("\r\x1b[K").at(-1) ?? "");
  }
  return rows;
}

const BAR = /Family +█* *░* *\d+%/;

Deno.test("groupme draws the bar on stderr alone, where stdout is a file", async () => {
  const shell = shellOf(FILE, TERMINAL);
  const { out, err } = await shell.run("history", "Family", "--ndjson", "-");
  const lines = out.trimEnd().split("\n");
  assertEquals(lines.length, 1_000);
  for (const line of lines) assertEquals(typeof JSON.parse(line).id, "string");
  assertMatch(err, BAR);
  assertEquals(rowsOf(err).length, 2);
  assertMatch(
    rowsOf(err)[0] ?? "",
    /^Family +█{20} 100% +1,000 of 1,000 .* in /,
  );
  assertEquals(rowsOf(err)[1], "");
});

Deno.test("groupme wipes the bar before lines go into a pipe, and draws no other", async () => {
  const shell = shellOf(PIPE, TERMINAL);
  const running = shell.start("history", "Family", "--ndjson", "-");
  let sizes: [number, number][] = [];
  // Whoever reads the pipe may print each line to the same terminal at once.
  for (let i = 0; i < 40; i++) {
    await shell.clock.advance(250);
    sizes.push([running.out.length, running.err.length]);
  }
  assertEquals(await running.code, 0);
  assertEquals(running.out.trimEnd().split("\n").length, 1_000);
  assert(!/[^\n\P{Cc}]|█/u.test(running.out), "the bar is in the data");
  assertMatch(running.err, BAR);
  assertEquals(rowsOf(running.err), [""]);
  sizes = sizes.filter(([out]) => out > 0);
  assert(sizes.length > 1);
  assertEquals(new Set(sizes.map(([, err]) => err)).size, 1, "drawn later");
});

Deno.test("groupme keeps the bar while a pipe has to wait for the oldest message", async () => {
  const shell = shellOf(PIPE, TERMINAL);
  const { out, err } = await shell.run("history", "Family", "--oldest-first");
  assertEquals(out.trimEnd().split("\n").length, 1_000);
  assertMatch(err, / \d\d% +\d00 of 1,000 /);
  assert(!/[^\n\P{Cc}]|█/u.test(out));
});

Deno.test("groupme prints above the bar, where both are one terminal", async () => {
  const shell = shellOf(TERMINAL, TERMINAL);
  const running = shell.start("history", "Family");
  assertEquals(await shell.clock.until(running.code), 0);
  const rows = rowsOf(running.drawn);
  assertEquals(rows.length, 1_002);
  for (const row of rows.slice(0, 1_000)) assertMatch(row, /^\d{4}-\d\d-\d\d /);
  assertMatch(rows[1_000] ?? "", /^Family +█{20} 100% /);
  assertEquals(rows[1_001], "");
});

Deno.test("groupme draws nothing where nothing is a terminal", () =>
  withDirectory(async (dir) => {
    for (const stdout of [PIPE, FILE]) {
      for (const stderr of [PIPE, FILE]) {
        const shell = shellOf(stdout, stderr);
        const { err } = await shell.run("history", "Family");
        assertEquals(err, "");
        const mirrored = await shell.run(
          ...["mirror", `${dir}/${stdout.isFile}${stderr.isFile}`],
        );
        assert(!/[^\n\P{Cc}]/u.test(mirrored.err), mirrored.err);
      }
    }
  }));

for (const columns of [10, 24, 40, 80]) {
  Deno.test(`groupme draws the last line within ${columns} columns`, () =>
    withDirectory(async (dir) => {
      const shell = new Shell();
      shell.isTerminal = true;
      shell.columns = columns;
      const name = "Familie 家族 👨‍👩‍👧‍👦 with a very long name indeed";
      shell.simulator.addGroup({ name, history: 4_000 });
      const saved = await shell.run(
        ...["history", name, "--ndjson", `${dir}/family.ndjson`],
      );
      const shown = saved.err.split("\n")[0]?.split("\r\x1b[K") ?? [];
      assert(shown.length > 10, JSON.stringify(shown));
      assertMatch(shown.at(-1) ?? "", /^.*100%/);
      const mirrored = await shell.run("mirror", `${dir}/copy`);
      const drawn = mirrored.err.split("\r\x1b[K").map((it) => it.split("\n"))
        .flatMap((it) => it.length === 1 ? it : []);
      for (const line of [...shown, ...drawn]) {
        assert(columnsOf(line) < columns, `${columnsOf(line)}: ${line}`);
      }
    }));
}

Deno.test("groupme takes a terminal that tells no width for one of 80 columns", () =>
  withDirectory(async (dir) => {
    const drawn = async (columns: number) => {
      const shell = new Shell();
      shell.isTerminal = true;
      shell.columns = columns;
      shell.simulator.addGroup({ name: "Family", history: 4_000 });
      const path = `${dir}/${columns}.ndjson`;
      const { err } = await shell.run("history", "Family", "--ndjson", path);
      const help = await shell.run("--help");
      return [err.replaceAll(path, "FILE").replaceAll(/\d+/g, "0"), help.out];
    };
    const known = await drawn(80);
    assertMatch(known[0] ?? "", /Family {2}█+/);
    assertEquals(await drawn(0), known);
  }));

/** Columns of a line, reckoned for what is in the name alone. */
function columnsOf(line: string): number {
  const plain = line.replaceAll("👨‍👩‍👧‍👦", "##").replaceAll(/[家族]/gu, "##");
  assert(/^[ -~█░…]*$/.test(plain), plain);
  return plain.length;
}
