import { type Answer, plain, UNAUTHORIZED } from "./answer.ts";
import { type Fields, fieldsOf } from "./body.ts";
import type { User } from "../model/people.ts";
import type { World } from "../model/world.ts";

/** A request as routes receive it. */
export interface RoutedRequest {
  /** The state of the simulated GroupMe. */
  readonly world: World;
  /** The user of the token. */
  readonly user: User;
  /** The path parameters, by name. */
  readonly params: Readonly<Record<string, string>>;
  /** The query parameters. */
  readonly query: URLSearchParams;
  /** The headers. */
  readonly headers: Headers;
  /** The whole body; empty when there is none. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** The fields of the body, if it is a JSON object or a form. */
  readonly fields: Fields;
}

/** Answers one kind of request. */
export interface Route {
  /** `GET`, `POST`, `PUT` or `DELETE`. */
  readonly method: string;
  /** Such as `/v3/groups/:groupId`. */
  readonly path: string;
  /** Carries the request out, and answers it. */
  readonly handle: (call: RoutedRequest) => Answer;
  /** Whether it needs no token. */
  readonly isOpen?: boolean;
}

/** A route, and its path parameters. */
export interface Found {
  /** The route. */
  readonly route: Route;
  /** The parts by name. */
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled {
  readonly route: Route;
  readonly parts: readonly string[];
}

/** Finds routes by method and path, whatever the host. */
export class Router {
  readonly #routes = new Map<string, Compiled[]>();

  /** Compiles the routes; earlier ones win. */
  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const parts = route.path.split("/").slice(1);
      const key = `${route.method} ${parts.length}`;
      const known = this.#routes.get(key) ?? [];
      this.#routes.set(key, [...known, { route, parts }]);
    }
  }

  /** The route of a request. */
  find(method: string, pathname: string): Found | undefined {
    const parts = pathname.split("/").slice(1);
    const candidates = this.#routes.get(`${method} ${parts.length}`) ?? [];
    for (const { route, parts: wanted } of candidates) {
      const params = match(wanted, parts);
      if (params) return { route, params };
    }
    return undefined;
  }
}

/** There is nothing at this path. */
export const NO_SUCH_PATH: Answer = plain(404, "Not Found");

/** Answers by the route, if the token is valid where it needs one. */
export function answerRequest(
  { route, params }: Found,
  call: Omit<RoutedRequest, "params" | "user" | "fields">,
): Answer {
  const { headers, query, world } = call;
  const token = headers.get("x-access-token") ?? query.get("token") ??
    query.get("access_token");
  const user = world.userOfToken(token);
  if (!user && !route.isOpen) return UNAUTHORIZED;
  return route.handle({
    ...call,
    params,
    user: user ?? ANONYMOUS,
    // Read when a route asks for it: a picture is none.
    get fields() {
      return fieldsOf(call.bytes, headers.get("content-type") ?? "");
    },
  });
}

const ANONYMOUS: User = {
  id: "",
  name: "",
  imageUrl: null,
  email: "",
  phoneNumber: "",
  zipCode: null,
  smsUntil: 0,
  shareToken: null,
  createdAt: 0,
  updatedAt: 0,
};

function match(
  wanted: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  for (const [i, name] of wanted.entries()) {
    const part = parts[i] ?? "";
    if (!name.startsWith(":")) {
      if (part !== name) return undefined;
    } else if (part === "") {
      return undefined;
    } else {
      params[name.slice(1)] = decode(part);
    }
  }
  return params;
}

/** A plus is a plus in a path: `%2B` and `+` both stand in ids of chats. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
