import { GroupMeError } from "../errors.ts";

/** An error as a row can show it. */
export function typedError(error: unknown): GroupMeError {
  return error instanceof GroupMeError
    ? error
    : new GroupMeError("Cannot do this: something else failed", {
      cause: error,
    });
}
