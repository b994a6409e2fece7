import { BadResponse } from "../../errors.ts";
import { REFUSALS } from "../../transport/response.ts";

/** Makes an error of the words of a refusal: `403:/group/1:Forbidden`. */
export function refusal(channel: string, error: unknown): BadResponse {
  // Between the colons there may be the client id.
  const words = `${error ?? "refused"}`.replace(/:[^:]*:/, ": ");
  const code = parseInt(words);
  const Kind = /unknown client/i.test(words)
    ? BadResponse
    // The user's own channel is refused only for a bad token.
    : REFUSALS[code === 403 && channel.startsWith("/user/") ? 401 : code];
  const message = `Cannot push over ${channel}: ${words}`;
  return new (Kind ?? BadResponse)(message, {
    code: code || undefined,
    errors: [words],
  });
}
