/**
 * npm's faye server as a process of its own: commands come as lines of JSON,
 * and so does what it has to tell. It ends when nobody can command it any more.
 *
 * @module
 */

import http from "node:http";
import { TextLineStream } from "./lines.ts";
import faye from "faye";

/** What this process can be told to do. */
export type Command =
  | { do: "publish"; channel: string; events: readonly unknown[] }
  | { do: "restart" };

/** What it tells. */
export type Report =
  | { type: "listening"; port: number }
  | { type: "done" }
  | { type: "message"; message: unknown };

interface Adapter {
  attach(server: http.Server): void;
  addExtension(extension: {
    incoming(message: unknown, callback: (message: unknown) => void): void;
  }): void;
  getClient(): {
    publish(channel: string, data: unknown): PromiseLike<unknown>;
  };
  close(): void;
}

const [seconds = "30", fixedPort = "0"] = Deno.args;
const encoder = new TextEncoder();

function tell(report: Report): void {
  Deno.stdout.writeSync(encoder.encode(JSON.stringify(report) + "\n"));
}

async function start(port: number) {
  const adapter: Adapter = new faye.NodeAdapter({
    mount: "/faye",
    timeout: Number(seconds),
  });
  adapter.addExtension({
    incoming(message, callback) {
      tell({ type: "message", message });
      callback(message);
    },
  });
  const server = http.createServer();
  adapter.attach(server);
  await new Promise<void>((resolve) =>
    server.listen(port, "127.0.0.1", resolve)
  );
  const address = server.address();
  const listening = typeof address === "object" ? address?.port ?? 0 : 0;
  const stop = async () => {
    adapter.close();
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  };
  return { adapter, port: listening, stop };
}

let server = await start(Number(fixedPort));
tell({ type: "listening", port: server.port });

const lines = Deno.stdin.readable.pipeThrough(new TextLineStream());
for await (const line of lines) {
  const command: Command = JSON.parse(line);
  if (command.do === "restart") {
    await server.stop();
    server = await start(server.port);
  } else {
    const client = server.adapter.getClient();
    for (const event of command.events) {
      await client.publish(command.channel, event);
    }
  }
  tell({ type: "done" });
}
await server.stop();
Deno.exit(0);
