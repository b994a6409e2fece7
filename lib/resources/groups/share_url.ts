/** What a share URL says: which group, and the right to join it. */
export interface ShareLink {
  /** The group's id. */
  groupId: string;
  /** What lets others in. */
  shareToken: string;
}

/**
 * Takes apart the address under which others join a group, such as
 * `https://groupme.com/join_group/1234/SHARETOKEN`.
 *
 * @throws {TypeError} When it is no such address.
 */
export function parseShareUrl(shareUrl: string): ShareLink {
  const [, groupId, shareToken] =
    /\/join_group\/(\d+)\/(\w+)\/?(?:[?#]|$)/.exec(shareUrl) ?? [];
  if (groupId && shareToken) return { groupId, shareToken };
  throw new TypeError("Cannot use shareUrl: it is no /join_group/<id>/<token>");
}
