import {
  BadResponse,
  DeviceVerificationRequired,
  type ErrorDetails,
  Forbidden,
  GroupMeError,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "../../errors.ts";

/** An error as it is sent to another tab. */
export interface SerializedError extends Omit<ErrorDetails, "cause"> {
  /** The name of its class. */
  readonly name: string;
  /** Its message. */
  readonly message: string;
}

const CLASSES: { readonly [name: string]: typeof GroupMeError } = {
  BadResponse,
  DeviceVerificationRequired,
  Forbidden,
  InvalidJsonError,
  MissingMetaError,
  MissingResponseError,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
};

/** Takes the parts of an error that can be sent. */
export function serializeError(error: unknown): SerializedError {
  const {
    name,
    message,
    request,
    status,
    errors,
    code,
    retryAfter,
    isForeign,
  } = error as Partial<SerializedError>;
  return {
    name: `${name}`,
    message: `${message ?? error}`,
    request,
    status,
    errors,
    code,
    retryAfter,
    isForeign,
  };
}

/** Makes an error of its parts. */
export function deserializeError(
  { name, message, ...more }: SerializedError,
): Error {
  return new (CLASSES[name] ?? GroupMeError)(message, more);
}
