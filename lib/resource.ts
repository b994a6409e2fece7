import type { Observable } from "rxjs";
import type { ApiRequest } from "./transport/request.ts";
import type { Session } from "./transport/session.ts";

/** What a manager needs of its client. */
export type Api = Pick<
  Session,
  "request" | "scheduler" | "backoff" | "rateLimit" | "checkUrl"
>;

/** A part of the API: it knows its session, and its resources know it. */
export class Manager {
  /** Sends every request of this manager. */
  readonly session: Api;

  /** Binds the manager to a session; nothing is requested yet. */
  constructor(session: Api) {
    this.session = session;
  }

  /**
   * Posts what is answered by a success and nothing else; emits `true`. It may
   * be sent again after a failure, unless the call says otherwise: twice is as
   * once.
   */
  protected command(call: Omit<ApiRequest<true>, "read">): Observable<true> {
    return this.session.request({
      method: "POST",
      responseType: "none",
      idempotent: true,
      ...call,
      read: () => true as const,
    });
  }
}

/** A thing of GroupMe's: the JSON as it came, with accessors on it. */
export class ManagedResource<Data, M extends Manager = Manager> {
  /** The JSON as it came: unknown fields are kept. */
  readonly data: Data;
  /** Where it came from, and what its commands go through. */
  readonly manager: M;

  /** Wraps the JSON of a thing. */
  constructor(manager: M, data: Data) {
    this.manager = manager;
    this.data = data;
  }

  /** The JSON as it came. */
  toJSON(): Data {
    return this.data;
  }
}
