import { isObject, toId } from "../wire/json.ts";
import type { GroupMessageData } from "../wire/message.ts";
import { readBody } from "./body.ts";
import { equalTexts } from "./equal_texts.ts";
import { RefusedCallback } from "./refused_callback.ts";

/** A message that certainly has an id. */
export type CallbackData = GroupMessageData & { id: string };

/**
 * Reads the message that a request brings. What type it says it has is not
 * looked at: that it is JSON shows, and who sent it the secret tells.
 *
 * @throws {RefusedCallback} When it brings none.
 */
export async function readCallback(
  request: Request,
  options: { secret: string; maxBytes: number },
): Promise<CallbackData> {
  if (!equalTexts(lastPartOf(request.url), options.secret)) {
    throw new RefusedCallback(404, "its path does not end in the secret");
  }
  if (request.method !== "POST") {
    throw new RefusedCallback(405, `it is a ${request.method}`);
  }
  const data = parse(await readBody(request, options.maxBytes));
  if (isCallback(data)) return data;
  throw new RefusedCallback(400, "it is no message of a group");
}

function lastPartOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname.split("/").at(-1) ?? "");
  } catch {
    return "";
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RefusedCallback(400, "it is no JSON", cause);
  }
}

function isCallback(data: unknown): data is CallbackData {
  // A bound, as ids are remembered: today's have 18 digits.
  return isObject(data) && toId(data.group_id) !== "" &&
    typeof data.id === "string" && /^\d{1,32}$/.test(data.id);
}
