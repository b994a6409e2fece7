/** What a request is answered with, or what `fetch` throws instead. */
export type Answer =
  | Response
  | Error
  | ((request: Request) => Response | Promise<Response>);

/** A `fetch` that answers in turn, and keeps what it was asked. */
export interface Script {
  readonly fetch: (request: Request) => Promise<Response>;
  readonly requests: Request[];
}

/** Makes one; it throws when it has no answer left. */
export function script(...answers: readonly Answer[]): Script {
  const requests: Request[] = [];
  const turn = (request: Request) => {
    const answer = answers[requests.push(request) - 1];
    if (answer === undefined) throw new RangeError("no answer is left");
    if (answer instanceof Error) throw answer;
    return typeof answer === "function" ? answer(request) : answer;
  };
  return { requests, fetch: (request) => Promise.try(() => turn(request)) };
}

/** An answer in GroupMe's envelope. */
export function enveloped(
  response: unknown,
  { status = 200, headers, code = status, errors }: {
    status?: number;
    headers?: HeadersInit;
    code?: number;
    errors?: readonly string[] | null;
  } = {},
): Response {
  const body = { response, meta: { code, errors } };
  return Response.json(body, { status, headers });
}

/** A refusal in GroupMe's envelope. */
export function refusal(
  status: number,
  headers?: HeadersInit,
  errors: readonly string[] = [],
): Response {
  return enveloped(null, { status, headers, errors });
}
