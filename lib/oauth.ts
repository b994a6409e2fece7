import { invalidArgument, pathId } from "./util/validate.ts";

const NAME = "access_token";

/** The parts of the URL to which GroupMe redirects after a sign-in. */
export interface RedirectedToken {
  /**
   * The token of the user who signed in; `undefined` where the URL has none, as
   * before a sign-in and after one that was declined, or more than one.
   */
  readonly token: string | undefined;
  /** The URL without the token, fit to be shown, stored and passed on. */
  readonly url: string;
}

/**
 * The URL where users sign in to GroupMe for your application. GroupMe redirects
 * them to the callback URL that is registered for it at
 * <https://dev.groupme.com/applications>, and {@linkcode tokenFromRedirect} reads
 * the token there.
 *
 * This is OAuth's implicit grant as GroupMe
 * [documents it](https://dev.groupme.com/tutorials/oauth): there is no client
 * secret, and neither a `state` nor another callback URL can be passed.
 *
 * @param clientId The client id of your application.
 * @throws {TypeError} When it is empty.
 *
 * @example Send a visitor to sign in
 * ```ts
 * import { authorizeUrl } from "@rxgroupme/client";
 *
 * Deno.serve(() => Response.redirect(authorizeUrl("your client id")));
 * ```
 */
export function authorizeUrl(clientId: string): string {
  const id = pathId(clientId, "clientId");
  return `https://oauth.groupme.com/oauth/authorize?client_id=${id}`;
}

/**
 * Takes the token out of the URL to which GroupMe redirects after a sign-in,
 * `https://your.page/?access_token=...`. In a page, replace the URL before
 * anything else, so that neither the address bar, the back button nor a referrer
 * keeps the token: `history.replaceState(null, "", url)`.
 *
 * Anybody can make such a URL, with a token of their own. Two tokens count as
 * none.
 *
 * @param redirected The whole URL, with its query.
 * @throws {TypeError} When it is not a URL; the error does not quote it.
 *
 * @example Read the URL of a page
 * ```ts
 * import { Client, tokenFromRedirect } from "@rxgroupme/client";
 *
 * const opened = "https://your.page/?access_token=...&tab=groups";
 * const { token, url } = tokenFromRedirect(opened);
 * console.log(url); // https://your.page/?tab=groups
 * if (token) {
 *   const client = new Client({ token, auth: "query" });
 *   client.user.me.subscribe(({ name }) => console.log(name));
 * }
 * ```
 */
export function tokenFromRedirect(redirected: string | URL): RedirectedToken {
  if (!URL.canParse(redirected)) {
    // Its query can hold a token.
    throw invalidArgument("redirected", "it must be a URL");
  }
  const url = new URL(redirected);
  const [token = "", ...others] = url.searchParams.getAll(NAME);
  // Serialized again, a query is no longer spelled as it came.
  if (url.searchParams.has(NAME)) url.searchParams.delete(NAME);
  // What a header cannot hold no client would take.
  const isToken = /^[\x21-\x7e]+$/.test(token) && others.length === 0;
  return { token: isToken ? token : undefined, url: url.href };
}
