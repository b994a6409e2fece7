import type { Observable } from "rxjs";
import type { ApiRequest } from "./transport/request.ts";
import type { Session } from "./transport/session.ts";
import { readList } from "./wire/json.ts";

/** The part of a session that managers use. */
export type Api =
  & Pick<Session, "request" | "scheduler" | "backoff" | "rateLimit">
  & Partial<Pick<Session, "activity$">>;

/** The request of a command, whose answer holds nothing. */
export type CommandRequest = Omit<ApiRequest<true>, "read">;

/**
 * Posts a command, and emits `true`. The answer may be empty, or an envelope; a
 * page of something on the way is an error. The command is idempotent unless the
 * call says otherwise.
 */
export function command(
  session: Pick<Api, "request">,
  call: CommandRequest,
): Observable<true> {
  return session.request({
    method: "POST",
    idempotent: true,
    ...call,
    read: () => true as const,
  });
}

/** A part of the API, bound to a session. */
export class Manager {
  /** Sends every request of this manager. */
  readonly session: Api;

  /** Binds the manager to a session; nothing is requested yet. */
  constructor(session: Api) {
    this.session = session;
  }

  /**
   * Sends a command; see the function of this name.
   *
   * @internal
   */
  protected command(call: CommandRequest): Observable<true> {
    return command(this.session, call);
  }
}

/** A resource of GroupMe: its JSON, with accessors on it. */
export class ManagedResource<Data, M extends Manager = Manager> {
  /** The JSON as it came: unknown fields are kept. */
  readonly data: Data;
  /** The manager that it came from, which its commands go through. */
  readonly manager: M;

  /** Wraps the JSON of a resource. */
  constructor(manager: M, data: Data) {
    this.manager = manager;
    this.data = data;
  }

  /** The JSON as it came. */
  toJSON(): Data {
    return this.data;
  }
}

/**
 * Makes a reader of a list of resources; see {@linkcode readList}.
 *
 * @param manager The manager of each resource.
 * @param field The field that holds the list, where it is not the answer.
 */
export function readResources<Data, M extends Manager, R>(
  Resource: new (manager: M, data: Data) => R,
  manager: M,
  field?: string,
): (answer: unknown) => readonly R[] {
  return (answer) =>
    readList<Data>(answer, field).map((data) => new Resource(manager, data));
}
