import { invalidArgument, pathId } from "./util/validate.ts";

const NAME = "access_token";

/** What the address holds to which GroupMe sent somebody back. */
export interface RedirectedToken {
  /**
   * The token of who signed in; `undefined` when there is none, as before a
   * sign-in and after one that was declined, or nothing that can be one.
   */
  readonly token: string | undefined;
  /** The address without it, fit to be shown, kept and passed on. */
  readonly url: string;
}

/**
 * The address where people sign in to GroupMe for your application. From there
 * they come back to the callback URL that you registered for it at
 * <https://dev.groupme.com/applications>, and
 * {@linkcode tokenFromRedirect} reads what they bring.
 *
 * This is OAuth's implicit grant as GroupMe
 * [documents it](https://dev.groupme.com/tutorials/oauth): there is no client
 * secret, and neither a `state` nor another callback URL can be given along.
 *
 * @param clientId What your application is registered under.
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
 * Takes the token out of the address to which GroupMe sent somebody back,
 * `https://your.page/?access_token=...`. In a page put the rest in its place
 * before anything else is done, so that neither the address bar, the back
 * button nor a referrer keeps the token: `history.replaceState(null, "", url)`.
 *
 * Anybody can make such an address, with a token of their own. Two tokens in
 * one are taken for none.
 *
 * @param redirected The whole address, with its query.
 * @throws {TypeError} When it is none; the error does not repeat it.
 *
 * @example What a page was opened with
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
  // Written anew, a query is no longer spelled as it came.
  if (url.searchParams.has(NAME)) url.searchParams.delete(NAME);
  // What a header cannot hold no client would take.
  const isToken = /^[\x21-\x7e]+$/.test(token) && others.length === 0;
  return { token: isToken ? token : undefined, url: url.href };
}
