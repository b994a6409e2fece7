import type { MonoTypeOperatorFunction } from "rxjs";
import type { AllowPrivate } from "./urls.ts";

/** Which of GroupMe's services a request goes to: the keys of `baseUrls`. */
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
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** What follows the base URL, with its leading slash: `/users/me`. */
  path: string;
  /** Parameters of the query. */
  query?: Query;
  /** JSON without its `null` fields; or bytes, a `Blob` or a stream as is. */
  body?: unknown;
  /**
   * Which service.
   *
   * @default {"api"}
   */
  host?: Host;
}

/** Who waits: a person (`interactive`) overtakes an archive walk (`bulk`). */
export type Priority = "user" | "background";

/** What is sent, and where to. */
export interface RequestTarget extends Partial<RequestOptions> {
  /** Instead of `path`: an absolute URL, such as a picture's. */
  url?: string;
  /**
   * Which private hosts `url` may be on.
   *
   * @default {false}
   */
  allowPrivate?: AllowPrivate;
  /** The media type of a body that is not JSON. */
  contentType?: string;
}

/** One request as the rest of the library asks for it. */
export interface ApiRequest<T> extends RequestTarget {
  /**
   * How the body is to be understood: GroupMe's envelope; JSON without one;
   * bytes, as a `Blob`; or nothing that matters.
   *
   * @default {"envelope"}
   */
  responseType?: "envelope" | "json" | "bytes" | "none";
  /**
   * Makes a type of the answer, or throws a `ShapeError`. Given `null` for a
   * 304, and where GroupMe says `null`.
   */
  read: (answer: unknown) => T;
  /**
   * May it be sent again by itself after a failure?
   *
   * @default {method === "GET"}
   */
  idempotent?: boolean;
  /**
   * Surrounds each attempt, once the rate limiter admits it: subscribing to its
   * source sends the request. It may look first whether an earlier attempt got
   * through, and need not send at all.
   */
  wrapAttempt?: MonoTypeOperatorFunction<T>;
  /**
   * Who waits for it.
   *
   * @default {"user"}
   */
  priority?: Priority;
  /** Milliseconds for one attempt, instead of the client's. */
  timeout?: number;
}
