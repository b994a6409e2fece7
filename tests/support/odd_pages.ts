import type {
  GroupMeSimulator,
  SimulatedGroup,
} from "@rxgroupme/client/testing";
import { randomOf } from "./mutate.ts";

/** How the server departs from what is documented. */
export interface OddPagesOptions {
  /** The seed of the empty pages. */
  readonly seed: number;
  /** What is answered to an anchor that was deleted. */
  readonly gone: "known" | "empty" | "refused";
  /** How likely a page after an anchor is empty, 0 to 1. */
  readonly empty: number;
}

/** A JSON object with an id. */
interface Identified {
  id?: unknown;
}

/** A simulator whose pages of messages are changed on their way. */
export function oddPages(
  simulator: GroupMeSimulator,
  { seed, gone, empty }: OddPagesOptions,
): {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Gives a message another id on the wire. */
  readonly spoil: (id: string, odd: unknown) => void;
  /** Deletes a message. */
  readonly remove: (group: SimulatedGroup, id: string) => void;
} {
  const random = randomOf(seed);
  const odd = new Map<unknown, unknown>();
  const deleted = new Set<string | null>();
  return {
    async fetch(request) {
      const { pathname, searchParams: query } = new URL(request.url);
      if (request.method !== "GET" || !pathname.endsWith("/messages")) {
        return simulator.fetch(request);
      }
      const after = query.get("since_id") ?? query.get("after_id");
      const anchor = after ?? query.get("before_id");
      if (gone !== "known" && deleted.has(anchor)) {
        if (gone === "empty") return new Response(null, { status: 304 });
        const meta = { code: 400, errors: ["invalid anchor"] };
        return Response.json({ meta, response: null }, { status: 400 });
      }
      const response = await simulator.fetch(request);
      if (response.status !== 200) return response;
      if (after && random() < empty) return new Response(null, { status: 304 });
      const body = await response.json();
      body.response.messages = body.response.messages.map(
        (message: Identified) =>
          odd.has(message.id)
            ? { ...message, id: odd.get(message.id) }
            : message,
      );
      return Response.json(body);
    },
    spoil: (id, other) => void odd.set(id, other),
    remove(group, id) {
      deleted.add(id);
      simulator.removeMessage(group, id);
    },
  };
}
