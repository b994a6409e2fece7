/** The first part of the paths of each host, where one origin serves all. */
const PREFIXES: Readonly<Record<string, string>> = {
  "v2.groupme.com": "/v2",
  "file.groupme.com": "/file",
  "video.groupme.com": "/video",
  "v.groupme.com": "/v",
  "m.groupme.com": "/media",
  "cdn2.groupme.com": "/cdn2",
};

/** The hosts that have a path in front of all their paths. */
const BASE_PATHS: Readonly<Record<string, string>> = {
  "file.groupme.com": "/v1",
};

/** The paths of the hosts without a first part of their own. */
const OWN_PATHS: Readonly<Record<string, RegExp>> = {
  "api.groupme.com": /^\/v[134]\//,
  "image.groupme.com": /^\/(?:pictures$|qr\/)/,
  "i.groupme.com": /^\/[^/]+$/,
  "push.groupme.com": /^\/faye$/,
};

/**
 * The path that selects the route of a request: one origin serves all hosts, while
 * each of GroupMe's has its own paths alone.
 *
 * @returns `undefined` where GroupMe's host has no such path.
 */
export function routePath({ host, pathname }: URL): string | undefined {
  const isKnown = host in PREFIXES || !host.endsWith(".groupme.com") ||
    OWN_PATHS[host]?.test(pathname);
  if (!isKnown) return undefined;
  const base = BASE_PATHS[host] ?? "";
  const isBelow = base !== "" && pathname.startsWith(`${base}/`);
  const path = isBelow ? pathname.slice(base.length) : pathname;
  return `${PREFIXES[host] ?? ""}${path}`;
}

/** A URL at one of GroupMe's hosts, or where the simulator is served. */
export function urlAt(
  { origin }: { readonly origin: string | undefined },
  host: string,
  path: string,
): string {
  return origin === undefined
    ? `https://${host}${BASE_PATHS[host] ?? ""}${path}`
    : `${origin}${PREFIXES[host] ?? ""}${path}`;
}

/** The URL of the picture of a QR code. */
export function qrCodeUrl(
  settings: { readonly origin: string | undefined },
  path: string,
): string {
  return urlAt(settings, "image.groupme.com", `/qr/${path}`);
}
