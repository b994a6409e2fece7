import { assertEquals, assertMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { command, pinned } from "../../_tools/deno.ts";
import { Served } from "./served.ts";
import { Shell } from "./shell.ts";

/** Posts what is on stdin to a group; the texts in the group after that. */
async function post(stdin: Shell["stdin"]) {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family" });
  shell.stdin = stdin;
  const ended = await shell.run("post", "Family", "-");
  const texts = Array.from(
    { length: group.size },
    (_, i) => group.messageAt(i)?.text,
  );
  return { ...ended, texts, requests: shell.simulator.requests.length };
}

Deno.test("groupme post - posts what stdin holds, without the last line feed", async () => {
  for (
    const [stdin, text] of [
      ["Dinner?", "Dinner?"],
      ["Dinner?\n", "Dinner?"],
      ["  one\r\n\n  two 🦀\r\n\n", "  one\r\n\n  two 🦀"],
      ["-", "-"],
      ["x".repeat(1000) + "\n", "x".repeat(1000)],
    ] as const
  ) {
    const { code, err, texts } = await post(stdin);
    assertEquals({ code, err, texts }, { code: 0, err: "", texts: [text] });
  }
});

Deno.test("groupme post - refuses what is no message, and asks nothing", async () => {
  const refusals: [Shell["stdin"], number, RegExp][] = [
    [
      "",
      2,
      /^error: Cannot use 'content': it must have text or attachments\n$/,
    ],
    ["\n \n", 2, /^error: Cannot use 'content': [^\n]*\n$/],
    [
      "x".repeat(1001),
      2,
      /^error: Cannot use 'text': it must .*1000 characters at most, got 1001\n$/,
    ],
    [
      Uint8Array.of(0xff, 0xfe, 0x41),
      2,
      /^error: Cannot read stdin: it holds no UTF-8 text\n$/,
    ],
    [
      new Uint8Array((1 << 20) + 1).fill(0x41),
      2,
      /^error: Cannot read stdin: it holds more than 1 MiB\n$/,
    ],
    [undefined, 1, /^error: Cannot read stdin: there is none\n$/],
  ];
  for (const [stdin, expected, line] of refusals) {
    const { code, err, out, texts, requests } = await post(stdin);
    assertMatch(err, line);
    assertEquals({ code, out, texts, requests }, {
      code: expected,
      out: "",
      texts: [],
      requests: 0,
    });
  }
});

Deno.test("groupme post - tells on a terminal how the message ends", async () => {
  const shell = new Shell();
  shell.simulator.addGroup({ name: "Family" });
  shell.isTerminal = true;
  shell.stdin = "Dinner?\n";
  const { code, err } = await shell.run("post", "Family", "-");
  assertEquals([code, err], [
    0,
    "Write the message: Ctrl-D on an empty line posts it\n",
  ]);
});

Deno.test("groupme post - ends with Ctrl-C while stdin stays open", async () => {
  const shell = new Shell();
  const group = shell.simulator.addGroup({ name: "Family" });
  const cancelled = Promise.withResolvers<void>();
  shell.stdin = new ReadableStream({ cancel: () => cancelled.resolve() });
  const running = shell.start("post", "Family", "-");
  await shell.clock.advance(1_000);
  running.interrupt();
  assertEquals([await running.code, group.size], [130, 0]);
  await cancelled.promise;
});

Deno.test("groupme post - reads the stdin of its process", async () => {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ name: "Family" });
  await using served = new Served(simulator);
  const child = command(
    ["run", "-A", "--quiet", pinned, "lib/cli/mod.ts", "post", "Family", "-"],
    {
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
      env: { NO_COLOR: "1", ...served.env },
      signal: AbortSignal.timeout(180_000),
    },
  ).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode("from a "));
  await writer.write(new TextEncoder().encode("pipe 🦀\n"));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  assertEquals([code, decoder.decode(stderr)], [0, ""]);
  assertEquals(decoder.decode(stdout), `${group.idAt(0)}\n`);
  assertEquals(group.messageAt(0)?.text, "from a pipe 🦀");
});

Deno.test("groupme post - says why stdin cannot be read", async () => {
  const shell = new Shell();
  const error = Object.assign(new Error("Is a directory (os error 21)"), {
    code: "EISDIR",
  });
  shell.stdin = new ReadableStream({
    pull: (controller) => controller.error(error),
  });
  assertEquals(await shell.run("post", "Family", "-"), {
    code: 1,
    out: "",
    err: "error: Cannot read stdin: it is a directory\n",
  });
});
