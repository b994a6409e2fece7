import {
  BadResponse,
  type ErrorDetails,
  Forbidden,
  GroupMeError,
  NoResponse,
  NotFound,
  Unauthorized,
} from "../../errors.ts";

/** An error as it can be sent to another tab. */
export interface PlainError extends Omit<ErrorDetails, "cause"> {
  /** Which class it is of. */
  readonly name: string;
  /** What went wrong. */
  readonly message: string;
}

const KINDS: { readonly [name: string]: typeof GroupMeError } = {
  BadResponse,
  Forbidden,
  NoResponse,
  NotFound,
  Unauthorized,
};

/** Takes what can be sent of an error. */
export function toPlain(error: unknown): PlainError {
  const { name, message, request, status, errors, code } = error as Partial<
    PlainError
  >;
  return {
    name: `${name}`,
    message: `${message ?? error}`,
    request,
    status,
    errors,
    code,
  };
}

/** Makes an error of it again. */
export function fromPlain({ name, message, ...more }: PlainError): Error {
  return new (KINDS[name] ?? GroupMeError)(message, more);
}
