import {
  defer,
  ignoreElements,
  merge,
  type Observable,
  of,
  switchMap,
} from "rxjs";
import type { GroupMeSimulator } from "../../testing/mod.ts";
import { serveRequests } from "./node_exchange.ts";
import { listen, originOf } from "./node_server.ts";
import { servePush } from "./push_socket.ts";

/** How a simulator is served. */
export interface ServeOptions {
  /**
   * The port on 127.0.0.1; 0 takes any that is free.
   *
   * @default {0}
   */
  port?: number;
  /**
   * Answers what is not GroupMe's, such as the files of a page, so that page
   * and API have one origin; `undefined` leaves a request to the simulator.
   */
  answer?: (
    request: Request,
  ) => Response | undefined | Promise<Response | undefined>;
}

/**
 * Serves a simulator on this machine, with push over a WebSocket, while it is
 * subscribed to.
 *
 * @param makeSimulator Makes the simulator, once the origin of its pictures and
 * pages is known.
 * @returns The simulator and its origin, such as `http://127.0.0.1:8787`, once
 * it listens; `baseUrls` of a client takes the origin. It does not complete,
 * and errors when it cannot listen.
 */
export function serveSimulator(
  makeSimulator: (origin: string) => GroupMeSimulator,
  { port = 0, answer }: ServeOptions = {},
): Observable<{
  readonly simulator: GroupMeSimulator;
  readonly origin: string;
}> {
  return listen(port).pipe(
    switchMap((server) =>
      defer(() => {
        const origin = originOf(server);
        const simulator = makeSimulator(origin);
        const fetch = async (request: Request, served: unknown) =>
          await answer?.(request) ?? simulator.fetch(request, served);
        const serving = merge(
          serveRequests(server, { fetch }),
          servePush(server, simulator.push),
        );
        return merge(
          of({ simulator, origin }),
          serving.pipe(ignoreElements()),
        );
      })
    ),
  );
}
