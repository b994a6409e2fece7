import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { main } from "@rxgroupme/client/cli";
import { firstValueFrom, type Observable, ReplaySubject } from "rxjs";
import { within } from "./within.ts";

/** More than an answer needs, in ms. */
const LIMIT = 60_000;

/** The simulator of the command line on a free port, in this process. */
export class ServedSimulator implements AsyncDisposable {
  readonly #end: AbortController;
  readonly #ended: Promise<number>;

  private constructor(
    /** Where it is, without a slash at the end. */
    readonly url: string,
    /** The first user's. */
    readonly token: string,
    ended: Promise<number>,
    end: AbortController,
  ) {
    this.#ended = ended;
    this.#end = end;
  }

  /** Starts it; `args` are further ones of the command. */
  static async start(...args: string[]): Promise<ServedSimulator> {
    const end = new AbortController();
    const written$ = new ReplaySubject<string>();
    let text = "";
    const output = {
      isTerminal: false,
      write: (part: string) => {
        text += part;
        if (text.includes("Ctrl-C")) written$.next(text);
      },
    };
    const ended = main(["simulate", "--port", "0", "--no-talk", ...args], {
      stdout: output,
      stderr: output,
      env: () => undefined,
      signal: end.signal,
      fetch: () => Promise.reject(new Error("no request leaves")),
    });
    const printed = await firstValueFrom(written$);
    const [, url = "", token = ""] =
      /GROUPME_API=(\S+) GROUPME_TOKEN=(\S+)/.exec(printed) ?? [];
    return new ServedSimulator(url, token, ended, end);
  }

  /** Asks it, as any client may. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { "x-access-token": this.token };
    const signal = AbortSignal.timeout(LIMIT);
    return await fetch(new URL(path, this.url), { headers, signal, ...init });
  }

  /** The `response` of the envelope. */
  async read(path: string, init?: RequestInit) {
    return (await (await this.ask(path, init)).json()).response;
  }

  /** The first value of what a client requests. */
  first<T>(source: Observable<T>): Promise<T> {
    return within(LIMIT, "an answer", firstValueFrom(source));
  }

  /** A client of this library. */
  get client(): Client {
    return new Client({ token: this.token, baseUrls: this.url });
  }

  /** Ends it as Ctrl-C does. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#end.abort("SIGINT");
    assertEquals(await this.#ended, 130);
  }
}
