import { type Answer, bare, empty, failure, page, plain } from "./answer.ts";
import type { FaultEffect } from "./faults.ts";

/** The error of a connection that fails, as `fetch` gives it. */
export function connectionError(isBrowser = false): TypeError {
  // All that Chromium tells, of an answer without CORS headers too.
  if (isBrowser) return new TypeError("Failed to fetch");
  const cause = new Error("The connection was closed without an answer");
  return new TypeError("Cannot fetch: simulated connection failure", { cause });
}

/** The answer that replaces the true one, if any. */
export function replacement(effect: FaultEffect): Answer | undefined {
  if (effect.emptyBody) return empty(200);
  if (effect.htmlBody) return page(200, "GroupMe");
  if (effect.status === undefined) return undefined;
  const { headers, cors } = effect;
  return { ...statusAnswer(effect.status, effect), headers, cors };
}

function statusAnswer(status: number, effect: FaultEffect): Answer {
  const { body, code, errors } = effect;
  if (status === 204 || status === 304) return empty(status);
  if (body === "") return empty(status);
  if (body === undefined) {
    return failure(status, errors ?? [`simulated ${status}`], code);
  }
  if (body.trimStart().startsWith("{")) {
    return { ...bare(status, null), body };
  }
  if (!body.trimStart().startsWith("<")) return plain(status, body);
  return { ...plain(status, body), type: "text/html;charset=utf-8" };
}

/** The first half of an answer, whole as HTTP. */
export function half(answer: Answer): Answer {
  const { body } = answer;
  if (body === null) return answer;
  return { ...answer, body: body.slice(0, Math.floor(body.length / 2)) };
}

/** A response whose body fails after its first half. */
export function breaking(response: Response, { body }: Answer): Response {
  if (body === null) return response;
  const bytes = typeof body === "string"
    ? new TextEncoder().encode(body)
    : body;
  return new Response(
    failingAfter(bytes.slice(0, bytes.length >> 1)),
    response,
  );
}

/** A response whose body fails at once. */
export function broken(): Response {
  return new Response(failingAfter());
}

function failingAfter(part?: Uint8Array): ReadableStream<Uint8Array> {
  let rest = part;
  return new ReadableStream({
    pull(controller) {
      if (rest) controller.enqueue(rest);
      else controller.error(connectionError());
      rest = undefined;
    },
  }, { highWaterMark: 0 });
}
