import { isObject, toId } from "../wire/json.ts";
import type { GroupMessageData } from "../wire/message.ts";
import { readBody } from "./body.ts";
import { RefusedCallback } from "./refused_callback.ts";

/** The JSON of a message that certainly has an id. */
export type CallbackData = GroupMessageData & { id: string };

/**
 * Reads the message in a request. The `Content-Type` is not checked: parsing
 * shows that it is JSON, and the secret proves who sent it.
 *
 * @throws {RefusedCallback} When there is none.
 */
export async function readCallback(
  request: Request,
  options: { secret: string; maxBytes: number },
): Promise<CallbackData> {
  if (!equalTexts(lastSegment(request.url), options.secret)) {
    throw new RefusedCallback(404, "its path does not end in the secret");
  }
  if (request.method !== "POST") {
    throw new RefusedCallback(405, `its method is ${request.method}`);
  }
  const data = parse(await readBody(request, options.maxBytes));
  if (isCallback(data)) return data;
  throw new RefusedCallback(400, "it is not a message of a group");
}

/** The last segment of a URL's path; proxies put a slash behind it. */
function lastSegment(url: string): string {
  try {
    const { pathname } = new URL(url);
    // No pattern: in a path of slashes it would begin at each of them.
    return decodeURIComponent(pathname.split("/").findLast(Boolean) ?? "");
  } catch {
    return "";
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RefusedCallback(400, "it is not JSON", cause);
  }
}

/** Ids have 18 digits today; bounded, since they are kept. */
const ID = /^\d{1,32}$/;

function isCallback(data: unknown): data is CallbackData {
  return isObject(data) && ID.test(toId(data.group_id)) &&
    typeof data.id === "string" && ID.test(data.id);
}

/**
 * Whether two texts are equal, in a time that depends on the length of the first
 * one alone: no attempt shows how much of the second one is right.
 *
 * @param given The text from outside.
 * @param secret The text that it must equal.
 */
export function equalTexts(given: string, secret: string): boolean {
  let difference = given.length ^ secret.length;
  for (let i = 0; i < given.length; i++) {
    difference |= given.charCodeAt(i) ^ secret.charCodeAt(i % secret.length);
  }
  return difference === 0;
}
