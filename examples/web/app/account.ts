import { authorizeUrl, Client, tokenFromRedirect } from "@rxgroupme/client";
import { type Push, push, webSocketWire } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import {
  conversations,
  indexedDbCache,
  indexedDbOutbox,
  type LiveConversations,
  type Outbox,
  outbox,
  type ReadPlace,
  readPlace,
  type TimelineCache,
  type Typing,
  typingVia,
} from "@rxgroupme/client/timeline";

const TOKEN = "rxgroupme.token";
const CLIENT_ID = "rxgroupme.clientId";

/** Everything that is shared by the parts of the page, for one account. */
export interface Account {
  /** Whether it is the simulated one. */
  readonly isDemo: boolean;
  readonly client: Client;
  readonly push: Push;
  readonly list: LiveConversations;
  readonly outbox: Outbox;
  readonly read: ReadPlace;
  readonly typing: Typing;
  readonly cache: TimelineCache;
  /** Keeps what is in the browser apart from that of other accounts. */
  readonly name: string;
}

/** A token of an account, and where it is good. */
interface Access {
  readonly token: string;
  readonly baseUrls?: string;
}

/** The account of this tab: the real one if there is a token, else the demo's. */
export async function openAccount(): Promise<Account> {
  const redirected = takeRedirect();
  if (redirected) sessionStorage.setItem(TOKEN, redirected);
  const token = sessionStorage.getItem(TOKEN);
  if (token) return accountOf({ token });
  const response = await fetch("/demo.json");
  const { token: demo }: { token: string } = await response.json();
  return accountOf({ token: demo, baseUrls: location.origin });
}

/** Keeps a token for this tab alone, and opens its account. */
export function signIn(token: string): Account {
  const account = accountOf({ token });
  sessionStorage.setItem(TOKEN, token);
  return account;
}

/** Forgets the token of this tab. */
export function signOut(): void {
  sessionStorage.removeItem(TOKEN);
}

/** Leads to GroupMe's page that asks whether to let this app in. */
export function signInAtGroupMe(clientId: string): void {
  localStorage.setItem(CLIENT_ID, clientId);
  location.assign(authorizeUrl(clientId));
}

/** The id of an OAuth application that was used before. */
export function knownClientId(): string {
  return localStorage.getItem(CLIENT_ID) ?? "";
}

/** The token that GroupMe's redirect put into the address, taken out of it. */
function takeRedirect(): string | undefined {
  const found = tokenFromRedirect(location.href);
  if (!found) return;
  history.replaceState(null, "", found.url);
  return found.token;
}

function accountOf({ token, baseUrls }: Access): Account {
  const client = new Client({ token, ...baseUrls ? { baseUrls } : {} });
  const pushed = push(client, {
    wire: webSocketWire(),
    tabs: acrossTabs(),
  });
  const isDemo = baseUrls !== undefined;
  const name = isDemo ? "demo" : "real";
  return {
    isDemo,
    name,
    client,
    push: pushed,
    list: conversations(client, { via: pushed }),
    outbox: outbox(client, { store: indexedDbOutbox(`rxgroupme-${name}-out`) }),
    read: readPlace(client),
    typing: typingVia(pushed),
    cache: indexedDbCache(`rxgroupme-${name}`),
  };
}
