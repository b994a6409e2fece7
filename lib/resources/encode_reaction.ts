import { got, invalidArgument } from "../util/validate.ts";
import { isObject, type JsonObject, toWire } from "../wire/json.ts";
import type { Reaction } from "./likes.ts";

/**
 * Encodes a reaction as GroupMe takes it, in the field `like_icon`: a character
 * by its code, a picture of a pack by its numbers.
 *
 * @throws {TypeError} With an empty one, or another value.
 */
export function encodeReaction(reaction: Reaction): JsonObject {
  if (isObject(reaction)) return { type: "emoji", ...toWire(reaction) };
  if (reaction && typeof reaction === "string") {
    return { type: "unicode", code: reaction };
  }
  const rule = "it must be a character or a pack's picture";
  throw invalidArgument("reaction", rule + got(reaction));
}
