import { type ImageSize, sizedUrl } from "./sized_url.ts";

/** Anything with a picture: a message, for its author; a member, a group, ... */
export interface Pictured {
  /** The URL of the picture of a message's author, a chat or a bot. */
  readonly avatarUrl?: string | undefined;
  /** The URL of the picture of a group or a member. */
  readonly imageUrl?: string | undefined;
}

/**
 * The URL of somebody's picture in a size, for `<img src>`.
 *
 * @example A face beside a message
 * ```ts
 * import { Client, pictureUrl } from "@rxgroupme/client";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().subscribe((message) => {
 *   console.log(pictureUrl(message), message.name, message.text);
 * });
 * ```
 * @param of A message, a member, a group, a chat, a bot, or the URL itself.
 * @param size 60 x 60 (`avatar`) unless given.
 * @returns The URL; `undefined` where there is no picture, or where its URL is
 * not one of `http:` or `https:`.
 */
export function pictureUrl(
  of: Pictured | string | undefined,
  size: ImageSize = "avatar",
): string | undefined {
  const address = typeof of === "string" ? of : of?.avatarUrl ?? of?.imageUrl;
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return /^https?:$/.test(url.protocol) ? sizedUrl(url, size).href : undefined;
}
