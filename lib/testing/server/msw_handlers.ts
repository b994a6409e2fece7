import { http, type HttpHandler } from "msw";
import { got, invalidArgument } from "../../util/validate.ts";

const HOSTS = [
  "api",
  "v2",
  "image",
  "i",
  "push",
  "file",
  "video",
  "v",
  "m",
  "cdn2",
];

/** Answers the requests of handlers, such as a {@linkcode GroupMeSimulator}. */
export interface RequestAnswerer {
  /** Answers, or rejects, as `fetch` does. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Creates request handlers: the part of msw's `http` that is used. */
export interface HandlerMaker<Handler> {
  /** Creates a handler of requests of any method. */
  all(
    path: string,
    resolver: (info: { request: Request }) => Promise<Response>,
  ): Handler;
}

/**
 * Creates request handlers from a simulator, one for each of GroupMe's hosts: for
 * msw's `setupServer`, `setupWorker`, `server.use` and `getResponse`.
 *
 * A connection that the simulator breaks is a network error for the caller, and a
 * request that is aborted is released.
 *
 * @param simulator Answers the requests; it may change at any time.
 * @throws {TypeError} If it has no `fetch`.
 */
export function groupMeHandlers(simulator: RequestAnswerer): HttpHandler[];
/**
 * Creates them by your own `http`, in the types of your own msw, which may be of
 * another version than this package's (2); msw 3 takes both.
 *
 * @param simulator Answers the requests; it may change at any time.
 * @param maker The `http` of msw.
 */
export function groupMeHandlers<Handler>(
  simulator: RequestAnswerer,
  maker: HandlerMaker<Handler>,
): Handler[];
export function groupMeHandlers(
  simulator: RequestAnswerer,
  maker: HandlerMaker<unknown> = http,
): unknown[] {
  // Later it would look like a network that fails.
  const isAnswerer = typeof Object(simulator).fetch === "function";
  if (!isAnswerer) {
    const rule = "it must have a fetch function, as a simulator has";
    throw invalidArgument("simulator", `${rule}${got(simulator)}`);
  }
  const resolver = ({ request }: { request: Request }) =>
    answer(simulator, request);
  return HOSTS.map((host) =>
    maker.all(`https://${host}.groupme.com/*`, resolver)
  );
}

async function answer(
  simulator: RequestAnswerer,
  request: Request,
): Promise<Response> {
  try {
    return await simulator.fetch(request);
  } catch (error) {
    // As fetch has it, this is a connection that failed; else msw answers 500.
    const isLost = request.signal.aborted || error instanceof TypeError;
    if (isLost) return Response.error();
    throw error;
  }
}
