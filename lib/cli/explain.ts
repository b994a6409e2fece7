import {
  GroupMeError,
  InvalidJsonError,
  NoResponse,
  NotFound,
  RateLimited,
  Unauthorized,
} from "../errors.ts";
import { timeSpan } from "./quantities.ts";

/** Time until GroupMe answers again, where it does not say, in ms. */
const USUAL_RETRY_AFTER_MS = 60_000;

/**
 * Says in one line what went wrong, and what to do about it: the words of the
 * library, with an option of the command line where those name one of a program.
 */
export function explain(error: unknown): string {
  const hint = hintFor(error);
  const text = hint ? `${reasonOf(error)}. ${hint}` : reasonOf(error);
  return text.replace(/\.$/, "");
}

/** Says in one line what went wrong. */
export function reasonOf(error: unknown): string {
  return wordsOf(error).replaceAll("baseUrls", "--api")
    .replaceAll("mirror()", '"groupme mirror"').replaceAll(/\s+/g, " ")
    .trim();
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, cause } = error;
  if (!(error instanceof GroupMeError)) return message;
  const hint = ownHint(error);
  const words = hint && message.endsWith(hint)
    ? message.slice(0, -hint.length).replace(/[.\s]+$/, "")
    : message;
  if (!(error instanceof NoResponse && cause instanceof Error)) return words;
  // Deno begins with the whole address.
  const reason = root(cause).message.replace(/^error sending .*?\): /, "");
  const host = hostOf(error);
  return `${words.replace(/no answer$/, `no answer from ${host}`)} (${reason})`;
}

function hintFor(error: unknown): string {
  if (!(error instanceof GroupMeError)) return "";
  if (error instanceof Unauthorized) {
    return "Check the token in GROUPME_TOKEN: https://dev.groupme.com shows yours";
  }
  if (error instanceof NotFound) {
    return `${NotFound.hint}: "groupme groups" and "groupme chats" list what is yours`;
  }
  if (error instanceof RateLimited) {
    const { retryAfter = USUAL_RETRY_AFTER_MS } = error;
    return `Try again in ${timeSpan(retryAfter)}`;
  }
  if (error instanceof NoResponse) {
    return /(^|\.)groupme\.com$/.test(hostOf(error))
      ? NoResponse.hint
      : `${NoResponse.hint}, and whether there is a server at that address`;
  }
  if (error instanceof InvalidJsonError) {
    return error.isForeign
      ? "Check the network for a sign-in page"
      : "Try again later";
  }
  return ownHint(error).replaceAll("baseUrls", "--api");
}

/** The hint that the library ends the message with. */
function ownHint({ constructor }: GroupMeError): string {
  return "hint" in constructor ? `${constructor.hint}` : "";
}

function hostOf({ request }: GroupMeError): string {
  const url = request?.url ?? "";
  return URL.canParse(url) ? new URL(url).host : "GroupMe";
}

/** The error at the bottom of a failure. */
function root(error: Error): Error {
  return error.cause instanceof Error ? root(error.cause) : error;
}
