import {
  BadResponse,
  Forbidden,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "@rxgroupme/client";

/** Why something failed, in words for whoever reads and writes here. */
export function whyOf(error: unknown): string {
  if (error instanceof NoResponse) {
    return "GroupMe does not answer. Check your network.";
  }
  if (error instanceof Unauthorized) {
    return "GroupMe no longer accepts the token. Sign in again.";
  }
  if (error instanceof Forbidden) return "GroupMe does not let you do this.";
  if (error instanceof NotFound) {
    return "It is not there any more, or not open to you.";
  }
  if (error instanceof RateLimited) return "GroupMe asks to wait a while.";
  if (error instanceof BadResponse) {
    if ((error.status ?? 500) >= 500) {
      return "GroupMe has a fault. Try again later.";
    }
    const words = error.errors.join(", ");
    return words ? `GroupMe refuses it: ${words}.` : "GroupMe refuses it.";
  }
  return error instanceof Error ? error.message : `${error}`;
}
