import type { MonoTypeOperatorFunction } from "rxjs";
import type { Remote } from "./remote.ts";

/** One of GroupMe's services: a key of `baseUrls`. */
export type Host =
  | "api"
  | "v4"
  | "v2"
  | "v1"
  | "image"
  | "push"
  | "file"
  | "video"
  | "media";

/**
 * The values of a query. `undefined` and `null` are left out; of an array each
 * value has a parameter of its own.
 */
export type Query = {
  readonly [name: string]:
    | string
    | number
    | boolean
    | null
    | undefined
    | readonly string[];
};

/** Any endpoint of GroupMe's, as `client.request()` takes it. */
export interface RequestOptions {
  /**
   * The HTTP method.
   *
   * @default {"GET"}
   */
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | undefined;
  /** The path behind the base URL, with its leading slash: `/users/me`. */
  path: string;
  /**
   * Parameters of the query.
   *
   * @default {none}
   */
  query?: Query | undefined;
  /**
   * JSON, sent without its `null` fields, which GroupMe takes for a setting; or
   * bytes, a `Blob`, a form (`FormData`, `URLSearchParams`) or a stream, sent as it
   * is.
   *
   * @default {none}
   */
  body?: unknown;
  /**
   * The service.
   *
   * @default {"api"}
   */
  host?: Host | undefined;
  /**
   * How the body of a success is read: GroupMe's envelope, of which `response`
   * is emitted; JSON without an envelope; bytes, as a `Blob`; or not at all, so
   * that every 2xx is a success. An empty success of anything but a GET emits
   * `null`, and so do an empty 202 of JSON and a 304, but of bytes, where that is
   * a {@linkcode BadResponse}.
   *
   * @default {"envelope"}
   */
  answer?: ResponseType | undefined;
  /**
   * Headers of this request, beside those of the client.
   *
   * @default {none}
   */
  headers?: { readonly [name: string]: string } | undefined;
}

/** The methods of GroupMe's endpoints. */
export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** How the body of a success is read; see {@linkcode RequestOptions.answer}. */
export type ResponseType = "envelope" | "json" | "bytes" | "none";

/** The ways to read the body of a success. */
export const RESPONSE_TYPES: readonly ResponseType[] = [
  "envelope",
  "json",
  "bytes",
  "none",
];

/** Who waits for a request: `"user"` goes before `"background"`. */
export type Priority = "user" | "background";

/** A request, and where it goes. */
export interface RequestTarget extends Partial<Omit<RequestOptions, "answer">> {
  /** Instead of `host` and `path`: a whole URL, such as a picture's. */
  remote?: Remote | undefined;
  /** The media type of a body that is not JSON. */
  contentType?: string | undefined;
  /** Fields of the body that GroupMe takes `null` for, at its top level. */
  keepNull?: readonly string[] | undefined;
}

/** How a success was answered, for the endpoints that tell by it. */
export interface ResponseInfo {
  /** The HTTP status. */
  readonly status: number;
  /** GroupMe's `meta.code`, where the answer has one. */
  readonly code: number | undefined;
}

/** One request as the rest of the library asks for it. */
export interface ApiRequest<T> extends RequestTarget {
  /**
   * How the body of a success is read.
   *
   * @default {"envelope"}
   */
  responseType?: ResponseType | undefined;
  /**
   * Makes a value of the answer, or throws a `DecodeError`. It gets `null` for a
   * 304 but of bytes, for GroupMe's own `null`, and for an empty success but of a
   * GET.
   */
  read: (answer: unknown, info: ResponseInfo) => T;
  /**
   * Whether it may be sent again after a failure that is transient.
   *
   * @default {method === "GET"}
   */
  idempotent?: boolean | undefined;
  /**
   * Surrounds each attempt, once the rate limiter admits it: subscribing to its
   * source sends the request. It may look first whether an earlier attempt got
   * through, and need not send at all.
   */
  wrapAttempt?: MonoTypeOperatorFunction<T> | undefined;
  /**
   * Who waits for it.
   *
   * @default {"user"}
   */
  priority?: Priority | undefined;
  /** Limit of one attempt, in ms, instead of the client's. */
  timeout?: number | undefined;
  /**
   * Most bytes of the body of a success.
   *
   * @default {268_435_456 of bytes, 67_108_864 of anything else}
   */
  maxBytes?: number | undefined;
  /**
   * Whether the endpoint has a rate limit of its own: a 429 is an error at once,
   * and holds back no other request.
   *
   * @default {false}
   */
  isApart?: boolean | undefined;
}
