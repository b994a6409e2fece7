/** Takes a secret out of a text, as it is and as a URL would hold it. */
export function redact(text: string, secret: string): string {
  if (secret === "") return text;
  return text.replaceAll(secret, "***")
    .replaceAll(encodeURIComponent(secret), "***");
}

/**
 * A failure without the secret: runtimes put the address of a request, and so
 * perhaps the token in its query, into the message of what they throw.
 */
export function redactCause(cause: unknown, secret: string): unknown {
  if (!(cause instanceof Error)) return redact(String(cause), secret);
  const clean = new Error(redact(cause.message, secret));
  clean.name = cause.name;
  clean.stack = redact(cause.stack ?? "", secret);
  if (cause.cause !== undefined) {
    clean.cause = redactCause(cause.cause, secret);
  }
  return clean;
}
