/** A request that the simulator received. */
export interface LoggedRequest {
  /** The method, such as `GET`. */
  readonly method: string;
  /** The host, such as `api.groupme.com`. */
  readonly host: string;
  /** The path, such as `/v3/groups`. */
  readonly path: string;
  /** The query parameters, without secrets. */
  readonly query: Readonly<Record<string, string>>;
  /** How the token was sent; the token itself is not kept. */
  readonly auth: "header" | "query" | "none";
  /** The time of the request, in ms since 1970 on the clock. */
  readonly at: number;
  /** The status of the answer; `null` until, or unless, there is one. */
  readonly status: number | null;
}

/** The parameters that are secrets. */
const SECRETS: ReadonlySet<string> = new Set([
  "token",
  "access_token",
  "bot_id",
  "sig",
]);

/** Creates the entry of a request. */
export function logEntry(
  { method, headers }: Request,
  { host, pathname, searchParams }: URL,
  at: number,
): { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } {
  const query: Record<string, string> = {};
  for (const [name, value] of searchParams) {
    if (!SECRETS.has(name)) query[name] = value;
  }
  const inQuery = searchParams.has("token") || searchParams.has("access_token");
  const auth = headers.has("x-access-token")
    ? "header"
    : inQuery
    ? "query"
    : "none";
  return { method, host, path: pathname, query, auth, at, status: null };
}
