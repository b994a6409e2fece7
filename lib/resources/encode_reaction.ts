import { type JsonObject, toWire } from "../wire/json.ts";
import type { Reaction } from "./likes.ts";

/**
 * Encodes a reaction as GroupMe takes it, in the field `like_icon`: a character
 * by its code, a picture of a pack by its numbers.
 */
export function encodeReaction(reaction: Reaction): JsonObject {
  return typeof reaction === "string"
    ? { type: "unicode", code: reaction }
    : { type: "emoji", ...toWire(reaction) };
}
