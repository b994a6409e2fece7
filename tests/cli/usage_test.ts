import { assertEquals, assertMatch } from "@std/assert";
import { main, OutputClosed } from "@rxgroupme/client/cli";
import { Shell } from "./shell.ts";

Deno.test("groupme answers wrong usage with 2 and a line, and asks nothing", async () => {
  const shell = new Shell();
  const wrong = [
    ["bogus"],
    ["groups", "--bogus"],
    ["groups", "too many"],
    ["history"],
    ["history", "Family", "--ndjson"],
    ["tail"],
    ["tail", "Family", "--all"],
    ["tail", "--all", "--since", "1"],
    ["tail", "Family", "--since", "yesterday"],
    ["post", "Family"],
    ["post", "Family", "Dinner?", "Now"],
    ["simulate", "--port", "70000"],
    ["simulate", "--port", "http"],
    ["simulate", "--rate", "0"],
    ["simulate", "--failures", "101"],
    ["search", "x", "tide", "--limit", "1001"],
    ["search", "x", "tide", "--from", "2025-02-30"],
    ["search", "x", "tide", "--from", "2025-08-01junk"],
    ["search", "x", "tide", "--to", "2025-08-01T25:00"],
    ["search", "x", "tide", "--to", "yesterday"],
    ["audit", "x", "--probes", "100001"],
    ["audit", "x", "--seed", "4294967297"],
    ["audit", "x", "--seed", "-1"],
    ["history", "Family", "--limit", "0"],
    ["export", "x", "y"],
    ["export", "x", "y", "--csv", "--html"],
    ["mirror"],
    ["groups", "--api", "no address"],
    ["groups", "--api", "ftp://127.0.0.1"],
    // As an unset variable of a shell gives it: "/groupme.db" is not meant, and
    // not GroupMe itself in place of a simulator.
    ["mirror", ""],
    ["mirror", " "],
    ["mirror", "x", "--group", ""],
    ["search", "", "tide"],
    ["search", "x", ""],
    ["search", "x", "tide", " "],
    ["search", "x", "tide", "--from", "2025-12-31", "--to", "2025-01-01"],
    ["search", "x", "tide", "--from", "2025-01-01", "--to", "2025-01-01"],
    ["search", "x", "tide", "--from", "31/12/2025"],
    ["search", "x", "tide", "--author", ""],
    ["search", "x", "tide", "--group", ""],
    ["audit", ""],
    ["export", "", "y", "--csv"],
    ["export", "x", "", "--csv"],
    ["history", ""],
    ["history", "Family", "--ndjson", ""],
    ["history", "Family", "--csv", ""],
    ["tail", ""],
    ["post", "", "Dinner?"],
    ["groups", "--api", ""],
  ];
  for (const args of wrong) {
    const { code, out, err } = await shell.run(...args);
    assertEquals([code, out], [2, ""], args.join(" "));
    assertMatch(err, /^error: [^\n]+\n(\(Did you mean .*\n)?$/, args.join(" "));
  }
  assertEquals(shell.simulator.requests, []);
});

Deno.test("groupme --help explains each command, on stdout and with 0", async () => {
  const shell = new Shell();
  const { code, out, err } = await shell.run("--help");
  assertEquals([code, err], [0, ""]);
  for (const name of ["groups", "history", "tail", "post", "simulate"]) {
    assertMatch(out, new RegExp(`^  ${name} .*  \\S`, "m"));
    assertEquals((await shell.run(name, "--help")).code, 0);
  }
  assertMatch(out, /GROUPME_TOKEN/);
});

Deno.test("groupme without a command shows the help, with 2", async () => {
  const { code, out, err } = await new Shell().run();
  assertEquals([code, out], [2, ""]);
  assertMatch(err, /^Usage: groupme/);
});

for (const what of ["the pipe is closed", "the disk is full"]) {
  Deno.test(`groupme ends with the same code where stderr takes nothing as ${what}`, async () => {
    const error = what.includes("pipe")
      ? new OutputClosed()
      : new Error("No space left on device (os error 28)");
    const shell = new Shell();
    shell.simulator.addGroup({ name: "Family", history: 250 });
    const runs = [
      ["bogus"],
      [],
      ["groups", "--api", "no address"],
      ["history", "Nobody"],
      ["history", "Family"],
    ];
    const codes: (readonly [number, number])[] = [];
    for (const args of runs) {
      shell.stderrError = undefined;
      const before = await shell.run(...args);
      shell.stderrError = error;
      const ended = await shell.run(...args);
      assertEquals(ended, { ...before, err: "" }, args.join(" "));
      codes.push([before.code, ended.code]);
    }
    assertEquals(codes, [[2, 2], [2, 2], [2, 2], [1, 1], [0, 0]]);
  });
}

Deno.test("groupme names stdout where its disk is full", async () => {
  const { simulator } = new Shell();
  simulator.addGroup({ name: "Family", history: 250 });
  const { fetch, token } = simulator;
  for (const command of [["groups"], ["history", "Family"]]) {
    let err = "";
    const code = await main(command, {
      stdout: {
        isTerminal: false,
        write: () => {
          const error = new Error("No space left on device (os error 28)");
          throw Object.assign(error, { code: "ENOSPC" });
        },
      },
      stderr: { isTerminal: false, write: (text) => void (err += text) },
      env: (name) => name === "GROUPME_TOKEN" ? token : undefined,
      signal: new AbortController().signal,
      fetch,
    });
    assertEquals(
      [code, err.split("\n").at(-2)],
      [1, "error: Cannot write stdout: the disk is full"],
    );
  }
});

Deno.test("groupme takes no token as an option", async () => {
  const { code, err } = await new Shell().run("groups", "--token", "secret");
  assertEquals([code, err], [2, "error: unknown option '--token'\n"]);
});
