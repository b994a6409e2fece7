import {
  type AttachmentData,
  type ConversationKey,
  Session,
  tokenFromRedirect,
  Unauthorized,
  User,
} from "@rxgroupme/client";
import {
  conversations,
  type LiveConversations,
  type ReadPlace,
  type Typing,
} from "@rxgroupme/client/timeline";
import type { Push } from "@rxgroupme/client/push";
import {
  forkJoin,
  map,
  type Observable,
  shareReplay,
  switchMap,
  takeUntil,
  timer,
} from "rxjs";
import type { Cards } from "./cards.tsx";
import type { ConversationView } from "./conversation_view.tsx";
import { COMPOSER, LATER, VIEW, whenLoaded$ } from "./parts.ts";
import type { Said } from "./said.ts";
import type { TopicRow } from "./topics_of.ts";

const TOKEN = "rxgroupme.token";
const NAME = "rxgroupme.account";

/** The name of the simulated account. */
const DEMO = "demo";

/** So long the name of an account is waited for, in ms. */
const NAME_TIMEOUT_MS = 5_000;

/** Everything that is shared by the parts of the page, for one account. */
export interface Account {
  /** Whether it is the simulated one. */
  readonly isDemo: boolean;
  /** Keeps what is in the browser apart from that of other accounts. */
  readonly name: string;
  readonly session: Session;
  readonly user: User;
  readonly list: LiveConversations;
  /** What shows a conversation, once it is loaded; one value, then completion. */
  readonly view$: Observable<ConversationView>;
  /** The rest, loaded behind the first screen; one value, then completion. */
  readonly later$: Observable<Later>;
}

/** What the first screen does without. */
export interface Later {
  readonly push: Push;
  readonly read: ReadPlace;
  readonly typing: Typing;
  /** The emoji that one can choose from. */
  readonly emoji: readonly string[];
  /** The topics of a group. */
  topics(groupId: string): Observable<readonly TopicRow[]>;
  /** Uploads a picture, to be attached. */
  upload(picture: Blob): Observable<AttachmentData>;
  /** What shows polls, events and files. */
  readonly cards: Cards;
  /** A message that may not be in the window. */
  message(key: ConversationKey, id: string): Observable<Said>;
}

/** A token of an account, and where it is good. */
interface Access {
  readonly session: Session;
  readonly user: User;
}

/** The account of this tab: the real one if there is a token, else the demo's. */
export async function openAccount(): Promise<Account> {
  const redirected = takeRedirect();
  if (redirected) return signIn(redirected);
  const token = sessionStorage.getItem(TOKEN);
  const name = sessionStorage.getItem(NAME);
  if (token && name) return accountOf(name, accessBy(token));
  const response = await fetch("/demo.json");
  const { token: demo }: { token: string } = await response.json();
  return accountOf(DEMO, accessBy(demo, location.origin));
}

/**
 * Keeps a token for this tab alone, and opens its account. An account is named
 * after its user, so that whoever signs in again finds what they have written,
 * and nobody finds what others have.
 */
export async function signIn(token: string): Promise<Account> {
  const access = accessBy(token);
  const name = await nameOf(access);
  sessionStorage.setItem(TOKEN, token);
  sessionStorage.setItem(NAME, name);
  return accountOf(name, access);
}

/** Forgets the token of this tab. */
export function signOut(): void {
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(NAME);
}

/** The token that GroupMe's redirect put into the address, taken out of it. */
function takeRedirect(): string | undefined {
  const found = tokenFromRedirect(location.href);
  if (!found) return;
  history.replaceState(null, "", found.url);
  return found.token;
}

function accessBy(token: string, baseUrls?: string): Access {
  const session = new Session({ token, ...baseUrls ? { baseUrls } : {} });
  return { session, user: new User(session) };
}

/** The name of an account; one that nobody else has, if it cannot be known. */
function nameOf({ user }: Access): Promise<string> {
  const unknown = `unknown-${crypto.randomUUID()}`;
  return new Promise((resolve, reject) =>
    user.id.pipe(takeUntil(timer(NAME_TIMEOUT_MS))).subscribe({
      next: (id) => resolve(`user-${id}`),
      error: (error) =>
        error instanceof Unauthorized
          ? reject(new Error("GroupMe does not accept this token."))
          : resolve(unknown),
      complete: () => resolve(unknown),
    })
  );
}

function accountOf(name: string, { session, user }: Access): Account {
  const base = { session, user };
  const isDemo = name === DEMO;
  const later$ = whenLoaded$.pipe(
    // What is loaded once it is used has to be there without a network too.
    switchMap(() => forkJoin([LATER.load$, COMPOSER.load$])),
    map(([{ laterOf }]) => laterOf(base)),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  const list = conversations(base, {
    via: {
      watch: (key) => later$.pipe(switchMap(({ push }) => push.watch(key))),
    },
  });
  const view$ = VIEW.load$.pipe(
    map(({ viewOf }) => viewOf({ name, session, user, list, later$ })),
    shareReplay({ bufferSize: 1, refCount: true }),
  );
  return { isDemo, name, session, user, list, view$, later$ };
}
