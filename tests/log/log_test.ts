import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import {
  log,
  type LogLevel,
  type LogOptions,
  type SpanLike,
  type TracerLike,
} from "@rxgroupme/client/log";
import { lastValueFrom, merge } from "rxjs";
import type { Client } from "@rxgroupme/client";
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from "@opentelemetry/sdk-trace-base";
import { entryOf } from "../../lib/log/entry.ts";
import { toText } from "../../lib/log/format.ts";
import { world } from "../support/world.ts";

/** Runs requests while they are logged, and keeps the lines. */
async function logged(
  options: LogOptions,
  request: (client: Client) => Promise<unknown>,
): Promise<string[]> {
  const { client, clock, simulator } = world();
  simulator.addGroup({ name: "Family", history: 3 });
  simulator.fault({ status: 503, times: 1 });
  simulator.fault({
    connectionError: true,
    times: 1,
    match: { path: "/bots" },
  });
  const lines: string[] = [];
  const logging = log(client, { write: (line) => lines.push(line), ...options })
    .subscribe();
  await clock.until(request(client));
  logging.unsubscribe();
  await clock.until(lastValueFrom(client.groups.list()));
  return lines;
}

const LEVELS: readonly LogLevel[] = ["debug", "info", "warn", "error"];

Deno.test("log() writes lines by level, while it is subscribed to", async () => {
  const request = (client: Client) => lastValueFrom(client.groups.list());
  const all = await Promise.all(
    LEVELS.map((level) => logged({ level }, request)),
  );
  assertEquals(all.map(({ length }) => length), [5, 3, 2, 0]);
  const [debug = []] = all;
  assertMatch(debug[0]!, /^\d\d:\d\d:\d\d\.\d{3} DEBUG GET \/v3\/groups$/);
  assertMatch(debug[1]!, /WARN {2}GET \/v3\/groups 503 in \d+ ms$/);
  assertMatch(
    debug[2]!,
    /WARN {2}Cannot GET \/v3\/groups: .*; again in \d+ ms$/,
  );
  assertMatch(debug[3]!, /DEBUG GET \/v3\/groups, attempt 2$/);
  assertMatch(debug[4]!, /INFO {2}GET \/v3\/groups 200 in \d+ ms$/);
});

Deno.test("log() writes JSON for servers", async () => {
  const lines = await logged(
    { format: "json" },
    (client) => lastValueFrom(client.groups.list()),
  );
  const [first] = lines.map((line) => JSON.parse(line));
  assertEquals(first.status, 503);
  assertEquals(first.level, "warn");
  assertEquals(first.type, "response");
  assertEquals(new Date(first.time).toISOString(), first.time);
});

Deno.test("log() holds no token, and writes to console unless told", async () => {
  const { client, simulator } = world({ auth: "query" });
  const kept: string[] = [];
  const { info } = console;
  console.info = (line: string) => kept.push(line);
  try {
    const logging = log(client).subscribe();
    await lastValueFrom(client.groups.list());
    logging.unsubscribe();
  } finally {
    console.info = info;
  }
  assertEquals(kept.length, 1);
  assertEquals(kept.join().includes(simulator.token), false);
});

Deno.test("log() requests nothing, and refuses what it does not know", () => {
  const { client, simulator } = world();
  assertThrows(
    () => log(client, { level: "loud" as LogLevel }),
    TypeError,
    "level",
  );
  assertThrows(
    () => log(client, { format: "xml" as "json" }),
    TypeError,
    "format",
  );
  assertThrows(
    () => log(client, { write: "stderr" as unknown as () => void }),
    TypeError,
    "write",
  );
  log(client).subscribe().unsubscribe();
  assertEquals(simulator.requests.length, 0);
});

Deno.test("entryOf() has a level and a sentence for each activity", () => {
  const request = { method: "GET", url: "https://v2.groupme.com/users/me" };
  const error = new Error("no\x1b[2J answer\u202e");
  const entries = [
    entryOf({ type: "attempt", request, attempt: 1 }),
    entryOf({ type: "response", request, status: 304, duration: 1_500 }),
    entryOf({ type: "wait", reason: "rateLimited", delay: 60_000 }),
    entryOf({ type: "wait", reason: "throttled", delay: 125 }),
    entryOf({ type: "failure", request, error }),
    entryOf({ type: "push", state: "up", reason: "" }),
    entryOf({ type: "push", state: "down", reason: "closed" }),
  ];
  assertEquals(
    entries.map((entry) => toText(entry, new Date(0), false).slice(13)),
    [
      "DEBUG GET v2.groupme.com/users/me",
      "INFO  GET v2.groupme.com/users/me 304 in 1.5 s",
      "WARN  GroupMe limits requests: the next one waits 60.0 s",
      "DEBUG The client's own rate limit is reached: the next one waits 125 ms",
      "ERROR no[2J answer",
      "INFO  Push is up",
      "WARN  Push is down: closed",
    ],
  );
  const painted = toText(entries[4]!, new Date(0), true);
  assertEquals(painted, "\x1b[31m00:00:00.000 ERROR no[2J answer\x1b[0m");
});

Deno.test("log() makes a span for each attempt, and ends each once", async () => {
  const started: string[] = [];
  const ended: string[] = [];
  const tracer: TracerLike = {
    startSpan(name, { attributes } = {}) {
      const facts: (string | number)[] = [name];
      started.push(`${name} ${attributes?.["http.request.resend_count"]}`);
      const span: SpanLike = {
        setAttribute: (_, value) => facts.push(value),
        setStatus: ({ code }) => facts.push(`status ${code}`),
        recordException: () => void facts.push("exception"),
        end: () => void ended.push(facts.join(" ")),
      };
      return span;
    },
  };
  await logged(
    { tracer, level: "error" },
    ({ groups, bots }) => lastValueFrom(merge(groups.list(), bots.list())),
  );
  assertEquals(started.length, ended.length);
  assertEquals(started.filter((it) => it === "GET 1").length > 0, true);
  assertEquals(ended.filter((it) => it === "GET 200").length, 2);
  assertEquals(ended.includes("GET 503 status 2"), true);
});

Deno.test("log() takes a tracer of OpenTelemetry's own", async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    spanProcessors: [new SimpleSpanProcessor(exporter)],
  });
  await logged(
    { tracer: provider.getTracer("test"), level: "error" },
    ({ groups }) => lastValueFrom(groups.list()),
  );
  const spans = exporter.getFinishedSpans();
  assertEquals(
    spans.map(({ name, kind, status, attributes }) => [
      name,
      kind,
      status.code,
      attributes["http.response.status_code"],
      attributes["url.full"],
    ]),
    [
      ["GET", 2, 2, 503, "https://api.groupme.com/v3/groups?page=1"],
      ["GET", 2, 0, 200, "https://api.groupme.com/v3/groups?page=1"],
    ],
  );
  await provider.forceFlush();
  await provider.shutdown();
});
