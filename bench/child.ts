/** Another process of this benchmark, which answers a line with a line. */
export class Child implements AsyncDisposable {
  readonly #process: Deno.ChildProcess;
  readonly #input: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: AsyncIterator<string>;

  /** Starts a program of this directory, in the very Deno that runs this one. */
  constructor(program: string, ...args: readonly (string | number)[]) {
    const path = new URL(program, import.meta.url).href;
    this.#process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--quiet", path, ...args.map(String)],
      stdin: "piped",
      stdout: "piped",
    }).spawn();
    this.#input = this.#process.stdin.getWriter();
    this.#lines = linesOf(this.#process.stdout);
  }

  /** Sends a line, and waits for the answer to it. */
  async ask(line: string): Promise<string> {
    await this.#input.write(new TextEncoder().encode(`${line}\n`));
    return this.next();
  }

  /** Waits for the next line. */
  async next(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error("Cannot read on: the process has ended");
    return value;
  }

  /** Tells it to end, and waits until it has. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#input.close().catch(() => {});
    await this.#lines.return?.();
    await this.#process.status;
  }
}

async function* linesOf(bytes: ReadableStream<Uint8Array>) {
  let rest = "";
  for await (const text of bytes.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}
