/** A request that the simulator got. */
export interface LoggedRequest {
  /** Such as `GET`. */
  readonly method: string;
  /** Such as `/v3/groups`. */
  readonly path: string;
  /** What followed the question mark, without secrets. */
  readonly query: Readonly<Record<string, string>>;
  /** Where the token came from; the token itself is not kept. */
  readonly auth: "header" | "query" | "none";
  /** When it came, in ms since 1970 on the clock. */
  readonly at: number;
  /** What was answered; `null` as long as, or if, nothing was. */
  readonly status: number | null;
}

/** What must not be kept. */
const secrets: ReadonlySet<string> = new Set([
  "token",
  "access_token",
  "bot_id",
]);

/** Begins the entry of a request. */
export function logEntry(
  { method, headers }: Request,
  { pathname, searchParams }: URL,
  at: number,
): { -readonly [Key in keyof LoggedRequest]: LoggedRequest[Key] } {
  const query: Record<string, string> = {};
  for (const [name, value] of searchParams) {
    if (!secrets.has(name)) query[name] = value;
  }
  const inQuery = searchParams.has("token") || searchParams.has("access_token");
  const auth = headers.has("x-access-token")
    ? "header"
    : inQuery
    ? "query"
    : "none";
  return { method, path: pathname, query, auth, at, status: null };
}
