import { Buffer } from "node:buffer";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import {
  catchError,
  EMPTY,
  fromEvent,
  ignoreElements,
  mergeMap,
  type Observable,
} from "rxjs";

/** Answers requests, as a simulator does: a second argument says that it is served. */
export interface Answerer {
  /** Answers as `fetch` does. */
  readonly fetch: (request: Request, served: unknown) => Promise<Response>;
}

/** Answers the requests to a server while subscribed to; emits nothing. */
export function serveRequests(
  server: Server,
  answerer: Answerer,
): Observable<never> {
  const requests$ = fromEvent(server, "request") as Observable<
    [IncomingMessage, ServerResponse]
  >;
  return requests$.pipe(
    mergeMap(([incoming, outgoing]) =>
      respond(answerer, incoming, outgoing).catch(() => outgoing.destroy())
    ),
    catchError(() => EMPTY),
    ignoreElements(),
  );
}

/** Answers one request of a server. */
export async function respond(
  { fetch }: Answerer,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const end = new AbortController();
  outgoing.on("close", () => end.abort());
  const request = await requestOf(incoming, end.signal);
  const response = await fetch(request, incoming);
  const { bytes, isWhole } = await bytesOf(response);
  // A length that is never reached shows the other side that it broke off.
  const length = isWhole ? bytes.length : bytes.length + 1;
  outgoing.writeHead(response.status, {
    ...Object.fromEntries(response.headers),
    "content-length": length,
  });
  await new Promise((resolve) => outgoing.write(bytes, resolve));
  if (isWhole) outgoing.end();
  else outgoing.destroy();
}

async function requestOf(
  incoming: IncomingMessage,
  signal: AbortSignal,
): Promise<Request> {
  const { method = "GET", url = "/", headers } = incoming;
  const parts: Uint8Array[] = [];
  for await (const part of incoming) parts.push(part);
  const body = parts.length > 0 ? Buffer.concat(parts) : undefined;
  const given = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    given.set(name, `${value}`);
  }
  const host = headers.host ?? "127.0.0.1";
  return new Request(new URL(url, `http://${host}`), {
    method,
    headers: given,
    body,
    signal,
  });
}

async function bytesOf(
  { body }: Response,
): Promise<{ bytes: Uint8Array; isWhole: boolean }> {
  const parts: Uint8Array[] = [];
  let isWhole = true;
  try {
    for await (const part of body ?? []) parts.push(part);
  } catch {
    isWhole = false;
  }
  return { bytes: Buffer.concat(parts), isWhole };
}
