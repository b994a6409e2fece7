import { authorizeUrl } from "@rxgroupme/client";

const CLIENT_ID = "rxgroupme.clientId";

/** Leads to GroupMe's page that asks whether to let this app in. */
export function signInAtGroupMe(clientId: string): void {
  localStorage.setItem(CLIENT_ID, clientId);
  location.assign(authorizeUrl(clientId));
}

/** The id of an OAuth application that was used before. */
export function knownClientId(): string {
  return localStorage.getItem(CLIENT_ID) ?? "";
}
