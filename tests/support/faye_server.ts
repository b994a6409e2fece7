import { TextLineStream } from "./lines.ts";
import type { Command, Report } from "./faye_process.ts";
import { pinned } from "../../_tools/deno.ts";
import { root } from "../../_tools/project.ts";
import { within } from "./within.ts";

/** More than it needs for anything, in ms. */
const LIMIT = 90_000;

/** A message as npm's faye server got it. */
export interface ReceivedMessage {
  readonly channel: string;
  readonly subscription?: string | readonly string[];
  readonly clientId?: string;
  readonly connectionType?: string;
  readonly ext?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** npm's real faye server, in a process of its own, on a port of loopback. */
export class FayeServer implements AsyncDisposable {
  /** All messages that clients have sent, oldest first. */
  readonly received: ReceivedMessage[] = [];
  /** Where it listens. */
  readonly port: number;
  readonly #child: Deno.ChildProcess;
  readonly #commands: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  readonly #waiting: (() => void)[];
  readonly #watching = new Set<() => void>();

  private constructor(
    child: Deno.ChildProcess,
    reports: ReadableStreamDefaultReader<string>,
    port: number,
  ) {
    this.#child = child;
    this.#commands = child.stdin.getWriter();
    this.#waiting = [];
    this.port = port;
    this.#reading = this.#read(reports);
  }

  /** Starts one, which holds polls for `timeout` seconds. */
  static async start({ timeout = 30 } = {}): Promise<FayeServer> {
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--quiet",
        pinned,
        "-A",
        "--import-map=tests/import_map.json",
        "tests/support/faye_process.ts",
        String(timeout),
      ],
      cwd: root,
      stdin: "piped",
      stdout: "piped",
      // Node's adapter has a word to say on every cut connection.
      stderr: "null",
    }).spawn();
    const reports = child.stdout.pipeThrough(new TextLineStream()).getReader();
    const { value } = await reports.read();
    if (value === undefined) throw new Error("Cannot start the faye server");
    const report: Report = JSON.parse(value);
    if (report.type !== "listening") throw new Error("Unexpected: " + value);
    return new FayeServer(child, reports, report.port);
  }

  /** Publishes events, in order; resolves when the server has them. */
  publish(channel: string, ...events: readonly unknown[]): Promise<void> {
    return this.#do({ do: "publish", channel, events });
  }

  /** Starts anew on the same port: all connections and clients are gone. */
  restart(): Promise<void> {
    return this.#do({ do: "restart" });
  }

  /** Resolves as soon as what clients have sent fulfils a condition. */
  until(
    condition: (received: readonly ReceivedMessage[]) => boolean,
  ): Promise<void> {
    const fulfilled = new Promise<void>((resolve) => {
      const check = () => {
        if (!condition(this.received)) return;
        this.#watching.delete(check);
        resolve();
      };
      this.#watching.add(check);
      check();
    });
    return within(LIMIT, `Waiting until ${condition}`, fulfilled);
  }

  /** How many messages came on a channel. */
  count(channel: string): number {
    return this.received.filter((it) => it.channel === channel).length;
  }

  /** Ends the process. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#commands.close();
    await this.#child.status;
    await this.#reading;
  }

  async #do(command: Command): Promise<void> {
    const done = new Promise<void>((resolve) => this.#waiting.push(resolve));
    const line = new TextEncoder().encode(JSON.stringify(command) + "\n");
    await this.#commands.write(line);
    await within(LIMIT, command.do, done);
  }

  async #read(reports: ReadableStreamDefaultReader<string>): Promise<void> {
    for (;;) {
      const { value } = await reports.read();
      if (value === undefined) return;
      const report: Report = JSON.parse(value);
      if (report.type === "done") this.#waiting.shift()?.();
      if (report.type !== "message") continue;
      this.received.push(report.message as ReceivedMessage);
      for (const check of [...this.#watching]) check();
    }
  }
}
