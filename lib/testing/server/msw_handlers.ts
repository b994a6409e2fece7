import { http, type HttpHandler } from "msw";

const hosts = ["api", "v2", "image", "i", "push"];

/** What handlers pass requests on to, such as a {@linkcode GroupMeSimulator}. */
export interface RequestAnswerer {
  /** Answers, or rejects, as `fetch` would. */
  readonly fetch: (request: Request) => Promise<Response>;
}

/** What makes handlers: the `http` of msw, as far as it is needed. */
export interface HandlerMaker<Handler> {
  /** Makes a handler of requests of any method. */
  all(
    path: string,
    resolver: (info: { request: Request }) => Promise<Response>,
  ): Handler;
}

/**
 * Makes request handlers of a simulator, one for each of GroupMe's hosts: for
 * msw's `setupServer`, `setupWorker`, `server.use` and `getResponse`.
 *
 * Whoever asks is served as over the network: a connection that the simulator
 * lets fail is a network error there, and a request that is aborted is let go.
 *
 * @param simulator What answers; it may change at any time.
 */
export function groupMeHandlers(simulator: RequestAnswerer): HttpHandler[];
/**
 * Makes them by your own `http`, in the types of your own msw, which may be
 * another one than this package asks for (2); msw 3 takes both.
 *
 * @param simulator What answers; it may change at any time.
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
  const resolver = ({ request }: { request: Request }) =>
    answer(simulator, request);
  return hosts.map((host) =>
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
