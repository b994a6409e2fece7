/** What cannot be shown behind msw, by the reason. */
const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  "msw's service worker does not tell its page that a request was aborted": [
    "leaving a walk aborts the page that is under way",
    "an answer that never comes is NoResponse in time, and let go",
    "unsubscribing aborts the request under way, and its timers",
    "unsubscribing aborts a post under way",
    "a stream that ends a walk ends its request",
    "unsubscribing from a tail aborts its requests, and it can start again",
    "timeout() of RxJS aborts as well, and the client can go on",
  ],
  "a service worker sees no WebSocket": [
    "push over a WebSocket delivers at once what is written",
  ],
};

/** The names of those cases. */
export const leftOut: ReadonlySet<string> = new Set(
  Object.values(LEFT_OUT).flat(),
);
