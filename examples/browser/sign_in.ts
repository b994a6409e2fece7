import { authorizeUrl, tokenFromRedirect } from "@rxgroupme/client";

/** What signing in needs of a window. */
export interface Tab {
  readonly location: { readonly href: string; assign(url: string): void };
  readonly history: {
    replaceState(data: unknown, unused: string, url: string): void;
  };
  readonly sessionStorage: Pick<Storage, "getItem" | "setItem" | "removeItem">;
}

const TOKEN = "groupme token";
const ASKED = "groupme sign-in";

/** Sends a visitor to GroupMe, to come back with a token. */
export function signIn(tab: Tab, clientId: string): void {
  tab.sessionStorage.setItem(ASKED, "asked");
  tab.location.assign(authorizeUrl(clientId));
}

/**
 * The token of the visitor, who may just have come back with it; nothing
 * before a sign-in. To be called before a page does anything else.
 */
export function signedIn(tab: Tab): string | undefined {
  const { location, history, sessionStorage } = tab;
  const { token, url } = tokenFromRedirect(location.href);
  // From here on no address bar, no history and no referrer holds it.
  history.replaceState(null, "", url);
  // GroupMe hands no `state` back: a link with the token of somebody else in
  // it looks the same, but comes to a tab that asked for none.
  const isAsked = sessionStorage.getItem(ASKED) !== null;
  if (token && isAsked) sessionStorage.setItem(TOKEN, token);
  sessionStorage.removeItem(ASKED);
  return sessionStorage.getItem(TOKEN) ?? undefined;
}

/** Forgets the token. */
export function signOut({ sessionStorage }: Tab): void {
  sessionStorage.removeItem(TOKEN);
}
