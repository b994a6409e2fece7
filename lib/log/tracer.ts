import type { RequestSummary } from "../errors.ts";
import type { Activity } from "../transport/activity.ts";

/** The part of OpenTelemetry's `Span` that is used. */
export interface SpanLike {
  /** Notes a fact of the span. */
  setAttribute(name: string, value: string | number): unknown;
  /** Says how it ended; code 2 is an error. */
  setStatus(status: { code: number; message?: string }): unknown;
  /** Notes an error. */
  recordException(error: Error): void;
  /** Ends the span. */
  end(): void;
}

/** The part of OpenTelemetry's `Tracer` that is used: pass `trace.getTracer()`. */
export interface TracerLike {
  /** Starts a span. */
  startSpan(
    name: string,
    options?: {
      kind?: number;
      attributes?: { [name: string]: string | number };
    },
  ): SpanLike;
}

/** OpenTelemetry's `SpanKind.CLIENT`. */
const CLIENT = 2;

/** OpenTelemetry's `SpanStatusCode.ERROR`. */
const ERROR = 2;

/**
 * Makes spans of what a client does: one for each attempt at a request, from
 * the moment it is sent to the moment its answer begins or it fails, by the
 * names of OpenTelemetry's HTTP conventions.
 *
 * @returns A function for each activity, and one that ends the open spans.
 */
export function spans(
  tracer: TracerLike,
): { take: (activity: Activity) => void; end: () => void } {
  // Activities of one request share its summary, the same object.
  const open = new Map<RequestSummary, SpanLike>();

  function close(request: RequestSummary): SpanLike | undefined {
    const span = open.get(request);
    open.delete(request);
    return span;
  }

  function take(activity: Activity): void {
    switch (activity.type) {
      case "attempt": {
        const { request, attempt } = activity;
        const { method, url } = request;
        close(request)?.end();
        open.set(
          request,
          tracer.startSpan(method, {
            kind: CLIENT,
            attributes: {
              "http.request.method": method,
              "url.full": url,
              "server.address": new URL(url).hostname,
              "http.request.resend_count": attempt - 1,
            },
          }),
        );
        return;
      }
      case "response": {
        const span = close(activity.request);
        span?.setAttribute("http.response.status_code", activity.status);
        if (activity.status >= 400) span?.setStatus({ code: ERROR });
        span?.end();
        return;
      }
      case "retry":
      case "failure": {
        const { request, error } = activity;
        const span = close(request);
        const cause = error instanceof Error ? error : new Error(`${error}`);
        span?.recordException(cause);
        span?.setStatus({ code: ERROR, message: cause.message });
        span?.end();
      }
    }
  }

  function end(): void {
    for (const request of [...open.keys()]) close(request)?.end();
  }

  return { take, end };
}
