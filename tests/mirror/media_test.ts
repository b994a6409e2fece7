import { assert, assertEquals } from "@std/assert";
import {
  type MediaStore,
  memoryMirror,
  mirror,
  type MirrorStore,
} from "@rxgroupme/client/mirror";
import { lastValueFrom } from "rxjs";
import { pictureUrls } from "../../lib/mirror/media.ts";
import { type Account, accountOf, storeRows } from "./account.ts";

/** Pictures in memory. */
class Pictures implements MediaStore {
  readonly urls = new Set<string>();

  has(url: string): boolean {
    return this.urls.has(url);
  }

  put(url: string): void {
    this.urls.add(url);
  }
}

/** An account whose pictures are asked for by a list, and fail as told. */
function picturedAccount() {
  const account = accountOf({ groups: 2, chats: 1, messages: 900 });
  const asked: string[] = [];
  let status = 200;
  const client = account.connect({
    retry: { attempts: 1 },
    fetch: (request) => {
      if (!request.url.startsWith("https://i.groupme.com/")) {
        return account.simulator.fetch(request);
      }
      asked.push(request.url);
      return status === 200
        ? account.simulator.fetch(request)
        : Promise.resolve(new Response("no", { status }));
    },
  });
  return {
    account: { ...account, client },
    asked,
    fail: (to: number) => status = to,
  };
}

function run(
  { clock, client }: Account,
  store: MirrorStore,
  options: Parameters<typeof mirror>[2] = {},
): Promise<unknown> {
  const run = mirror(client, store, { lookback: 0, ...options });
  return clock.until(lastValueFrom(run), 86_400_000);
}

/** The addresses of all pictures in all stored messages. */
async function storedUrls(
  store: MirrorStore,
  { ids }: Account,
): Promise<ReadonlySet<string>> {
  const rows = await Promise.all(
    [...ids.keys()].map((name) => storeRows(store, name)),
  );
  return new Set(rows.flat().flatMap(pictureUrls));
}

Deno.test("mirror() with media keeps the pictures of messages that were stored without it, once", async () => {
  const { account, asked } = picturedAccount();
  const store = memoryMirror();
  const media = new Pictures();
  await run(account, store);
  assertEquals(asked, []);
  await run(account, store, { media });
  const urls = await storedUrls(store, account);
  assert(urls.size > 20, `${urls.size}`);
  assertEquals(media.urls, urls);
  assertEquals(asked.length, urls.size);
  await run(account, store, { media });
  assertEquals(asked.length, urls.size);
});

Deno.test("mirror() with media keeps the pictures of a run that was cut at any of them", async () => {
  let all = Infinity;
  for (let kept = 0; kept < all; kept += 12) {
    const { account } = picturedAccount();
    const { client, clock } = account;
    const store = memoryMirror();
    const media = new Pictures();
    const part = mirror(client, store, {
      lookback: 0,
      media: {
        has: (url) => media.has(url),
        // Cut while a picture is under way.
        put: (url) =>
          media.urls.size < kept ? media.put(url) : new Promise(() => {}),
      },
    }).subscribe();
    await clock.advance(60_000);
    part.unsubscribe();
    await clock.settle();
    await run(account, store, { media });
    const urls = await storedUrls(store, account);
    assertEquals(media.urls, urls, `${kept}`);
    all = urls.size;
  }
});

Deno.test("mirror() with media takes no page of a network, to sign in, for a picture", async () => {
  const { simulator, connect, ...account } = accountOf({ messages: 300 });
  const kept = new Map<string, string>();
  const media: MediaStore = {
    has: (url) => kept.has(url),
    put: (url, { type }) => void kept.set(url, type),
  };
  let isSignedIn = false;
  const page = () =>
    new Response("<html>Sign in", {
      headers: { "content-type": "text/html; charset=utf-8" },
    });
  const client = connect({
    fetch: (request) =>
      request.url.startsWith("https://i.groupme.com/") && !isSignedIn
        ? Promise.resolve(page())
        : simulator.fetch(request),
  });
  const known = { ...account, simulator, connect, client };
  const store = memoryMirror();
  await run(known, store, { media });
  assertEquals(kept, new Map());
  isSignedIn = true;
  await run(known, store, { media });
  assertEquals(new Set(kept.keys()), await storedUrls(store, known));
  assertEquals([...kept.values()].filter((it) => !/^image/.test(it)), []);
});

Deno.test("mirror() with media asks again for pictures whose server failed, and not for those that are gone", async () => {
  const { account, asked, fail } = picturedAccount();
  const store = memoryMirror();
  const media = new Pictures();
  fail(503);
  await run(account, store, { media });
  assertEquals(media.urls.size, 0);
  assert(asked.length > 0);
  fail(200);
  await run(account, store, { media });
  assertEquals(media.urls, await storedUrls(store, account));

  const lost = picturedAccount();
  const other = memoryMirror();
  lost.fail(404);
  await run(lost.account, other, { media: new Pictures() });
  assert(lost.asked.length > 0);
  lost.asked.length = 0;
  await run(lost.account, other, { media: new Pictures() });
  // The newest page alone is read again, as it is too new to be covered.
  const pages = await Promise.all(
    [...lost.account.ids.keys()].map((name) =>
      other.read(name, { limit: 200 })
    ),
  );
  const newest = new Set(pages.flat().flatMap(pictureUrls));
  assertEquals(lost.asked.filter((it) => !newest.has(it)), []);
});
