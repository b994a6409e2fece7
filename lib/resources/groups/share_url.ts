import { invalidArgument } from "../../util/validate.ts";

/** The parts of a share URL: the group, and the right to join it. */
export interface ShareLink {
  /** The group's id. */
  groupId: string;
  /** The token that lets others in. */
  shareToken: string;
}

/**
 * Parses the URL under which others join a group, such as
 * `https://groupme.com/join_group/1234/SHARETOKEN`. White space around it, as
 * it comes with pasted text, is left out.
 *
 * @throws {TypeError} When it is not such a URL.
 */
export function parseShareUrl(shareUrl: string): ShareLink {
  const [, groupId, shareToken] =
    /\/join_group\/(\d+)\/(\w+)\/?(?:[?#]|$)/.exec(`${shareUrl}`.trim()) ??
      [];
  if (groupId && shareToken) return { groupId, shareToken };
  // Without its value, which lets others in.
  throw invalidArgument(
    "shareUrl",
    "it must end with /join_group/<id>/<token>",
  );
}
