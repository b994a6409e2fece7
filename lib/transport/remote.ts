import { BadResponse } from "../errors.ts";
import { isPrivateHost } from "../util/private_host.ts";
import { got, invalidArgument } from "../util/validate.ts";
import { fetchFollowing, type FetchUrl } from "./fetch.ts";
import type { Fail } from "./response.ts";
import type { Urls } from "./urls.ts";

/**
 * The private hosts that a request may go to: none, all, or those named, as in
 * `["192.168.1.5", "nas.local"]`.
 */
export type AllowPrivate = boolean | readonly string[];

/**
 * A URL that others may have written, as the target of a GET. Its checks are a
 * value of the request, so that only programs that download have them.
 */
export interface Remote {
  /**
   * Whether it gets no token, even where one of `baseUrls` is at its origin.
   *
   * @default {false}
   */
  readonly isAnonymous?: boolean;
  /**
   * Checks the URL.
   *
   * @throws {TypeError} When it is not `http:` or `https:`, holds a password, or
   * is on a private host that neither `baseUrls` nor `allowPrivate` names.
   */
  check(urls: Urls): URL;
  /**
   * Fetches it without a token, and follows its redirects.
   *
   * @throws {BadResponse} When one leads to a URL that `check()` refuses.
   */
  fetch(fetchUrl: FetchUrl, urls: Urls, fail: Fail): Promise<Response>;
}

/** Makes a target of a URL that others may have written. */
export function remote(url: string, allowPrivate?: AllowPrivate): Remote {
  return {
    check: (urls) => checkUrl(url, urls, allowPrivate),
    fetch: (fetchUrl, urls, fail) =>
      fetchFollowing(fetchUrl, url, (next) => {
        try {
          return checkUrl(next, urls, allowPrivate);
        } catch (cause) {
          const what = "a redirect to a URL that it must not lead to";
          throw fail(BadResponse, what, { cause });
        }
      }),
  };
}

function checkUrl(
  address: string | URL,
  urls: Urls,
  allowPrivate: AllowPrivate | undefined,
): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const hasPassword = url?.username || url?.password;
  if (!url || hasPassword || !/^https?:$/.test(url.protocol)) {
    throw invalidArgument(
      "url",
      `it must be an http(s) URL without a password${
        hasPassword ? "" : got(address)
      }`,
    );
  }
  const { hostname, origin } = url;
  const isAllowed = allowPrivate === true || urls.isOurs(origin) ||
    Array.isArray(allowPrivate) && allowPrivate.includes(hostname);
  if (isAllowed || !isPrivateHost(hostname)) return url;
  throw invalidArgument(
    "url",
    `it must be on a public host, or on one that allowPrivate names${
      got(address)
    }`,
  );
}
