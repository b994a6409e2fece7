/** Fetches a URL; a redirect is returned unless `redirect` says otherwise. */
export type FetchUrl = (
  url: string | URL,
  redirect?: RequestInit["redirect"],
) => Promise<Response>;

/** As many redirects as browsers follow. */
const MAX_REDIRECTS = 20;

/**
 * Fetches a URL that others wrote, and follows its redirects one by one, so that
 * none leads to where the first must not lead either.
 *
 * @param check Throws where a redirect must not lead.
 */
export async function fetchFollowing(
  fetchUrl: FetchUrl,
  url: string | URL,
  check: (next: URL) => URL,
): Promise<Response> {
  let at = url;
  for (let n = 0; n < MAX_REDIRECTS; n++) {
    const response = await fetchUrl(at);
    // A browser hides where a redirect leads, and keeps pages from private hosts.
    if (response.type === "opaqueredirect") return fetchUrl(at, "follow");
    const location = response.headers.get("Location");
    if (!/^30[12378]$/.test(`${response.status}`) || !location) return response;
    response.body?.cancel().catch(() => {});
    at = check(new URL(location, at));
  }
  return fetchUrl(at);
}

/**
 * Calls the `fetch` that was injected, or the platform's. One of another
 * implementation knows its own `Request` only, and takes ours for a text: so that
 * text is the URL, and the rest is given beside it.
 */
export function fetchWith(
  fetch:
    | ((request: Request, init: RequestInit) => Promise<Response>)
    | undefined,
  url: string | URL,
  init: RequestInit,
): Promise<Response> {
  // The platform itself makes a request of it, and so only once.
  if (!fetch) return globalThis.fetch(url, init);
  const request = new Request(url, init);
  return fetch(
    Object.defineProperty(request, "toString", { value: () => `${url}` }),
    init,
  );
}
