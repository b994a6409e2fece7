import { asText } from "../util/validate.ts";

/** Replaces a secret in a text, as it is and as a URL holds it. */
export function redact(text: string, secret: string): string {
  if (secret === "") return text;
  const inQuery = `${new URLSearchParams({ "": secret })}`.slice(1);
  // Last as it is: it may be how an encoded one begins.
  return [inQuery, encodeURIComponent(secret), secret]
    .reduce((clean, it) => clean.replaceAll(it, "***"), text);
}

/** How many causes of causes are kept: some go round in circles. */
const MAX_DEPTH = 8;

/**
 * Copies an error without the secret: platforms put the URL of a request, and so
 * perhaps the token in its query, into the message of their errors.
 */
export function redactCause(
  cause: unknown,
  secret: string,
  depth = MAX_DEPTH,
): unknown {
  if (!(cause instanceof Error)) return redact(asText(cause), secret);
  const clean = new Error(redact(asText(cause.message), secret));
  clean.name = asText(cause.name);
  clean.stack = redact(asText(cause.stack), secret);
  if (cause.cause && depth > 1) {
    clean.cause = redactCause(cause.cause, secret, depth - 1);
  }
  return clean;
}
