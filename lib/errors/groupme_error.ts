/** The request of an error, without secrets. */
export interface RequestSummary {
  /** The HTTP method. */
  readonly method: string;
  /** The address without the token. */
  readonly url: string;
}

/** The details of an error beyond its message. */
export interface ErrorDetails {
  /** The request that failed. */
  readonly request?: RequestSummary | undefined;
  /** The HTTP status, where the server answered. */
  readonly status?: number | undefined;
  /** GroupMe's `meta.code`, which is finer than the status at times. */
  readonly code?: number | undefined;
  /** GroupMe's `meta.errors`, empty where it gave none. */
  readonly errors?: readonly string[] | undefined;
  /** How long GroupMe asked to wait, in ms. */
  readonly retryAfter?: number | undefined;
  /** Whether something on the way answered instead of GroupMe. */
  readonly isForeign?: boolean | undefined;
  /** The failure underneath. */
  readonly cause?: unknown;
}

/**
 * The root of every error that this library makes. `instanceof` holds across
 * copies of the library on one page: classes know each other by name.
 */
export class GroupMeError extends Error {
  /** The name of the class, which bundlers leave as it is. */
  static readonly kind: string = "GroupMeError";
  /** Ends the message with what to do about it. */
  static readonly hint: string = "";
  /** The request that failed, if there was one. */
  declare readonly request?: RequestSummary;
  /** The HTTP status, if the server answered. */
  declare readonly status?: number;
  /** GroupMe's own words, empty where it gave none. */
  declare readonly errors: readonly string[];

  /** Makes an error of what happened and the details known of it. */
  constructor(message: string, details: ErrorDetails = {}) {
    const { kind, hint } = new.target;
    const isHinted = !hint || message.endsWith(hint);
    super(
      isHinted ? message : `${message.replace(/\.$/, "")}. ${hint}`,
      details,
    );
    const { errors = [] } = details;
    Object.assign(this, details, { errors });
    this.name = kind;
  }

  /** Whether a value is an error of this class, in whichever copy of it. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // A class that somebody derived has no name of its own.
    const kind = Object.hasOwn(this, "kind") && this.kind;
    for (let it = Object(value); it; it = Object.getPrototypeOf(it)) {
      if (it === this.prototype) return true;
      const Kind = Object.hasOwn(it, "constructor") && it.constructor;
      if (kind && Kind && Object.hasOwn(Kind, "kind") && Kind.kind === kind) {
        return true;
      }
    }
    return false;
  }
}

/**
 * Whether a value is an error of this library, of whichever copy of it.
 *
 * @example Tell them from mistakes in your own code
 * ```ts
 * import { Client, isGroupMeError } from "@rxgroupme/client";
 *
 * Client.fromToken("...").groups.list().subscribe({
 *   error: (error) => {
 *     if (!isGroupMeError(error)) throw error;
 *     console.error(error.message);
 *   },
 * });
 * ```
 */
export function isGroupMeError(error: unknown): error is GroupMeError {
  return error instanceof GroupMeError;
}
