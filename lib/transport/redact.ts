/** Takes a secret out of a text, as it is and as a URL would hold it. */
export function redact(text: string, secret: string): string {
  if (secret === "") return text;
  const inQuery = `${new URLSearchParams({ "": secret })}`.slice(1);
  return [secret, encodeURIComponent(secret), inQuery]
    .reduce((clean, it) => clean.replaceAll(it, "***"), text);
}

/** Causes of causes that are looked at: some go round in circles. */
const DEPTH = 8;

/**
 * A failure without the secret: runtimes put the address of a request, and so
 * perhaps the token in its query, into the message of what they throw.
 */
export function redactCause(
  cause: unknown,
  secret: string,
  depth = DEPTH,
): unknown {
  if (!(cause instanceof Error)) return redact(String(cause), secret);
  const clean = new Error(redact(cause.message, secret));
  clean.name = cause.name;
  clean.stack = redact(`${cause.stack}`, secret);
  if (cause.cause && depth > 1) {
    clean.cause = redactCause(cause.cause, secret, depth - 1);
  }
  return clean;
}
