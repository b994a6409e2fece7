import { assert, assertEquals, assertInstanceOf } from "@std/assert";
import {
  type Activity,
  Client,
  type ClientOptions,
  Unauthorized,
} from "@rxgroupme/client";
import { catchError, lastValueFrom, of } from "rxjs";
import { remote } from "../lib/transport/remote.ts";
import { world } from "./support/world.ts";

const TOKEN = "s3cret+token/with=odd&signs-0123456789ab";

/** All that an error says, and what is under it. */
function wordsOf(error: unknown): string {
  const words: string[] = [];
  for (let it = error; it instanceof Error; it = it.cause) {
    words.push(String(it), it.stack ?? "", Deno.inspect(it, { depth: 9 }));
    words.push(JSON.stringify({ ...it }));
  }
  return words.join("\n");
}

function assertSecret(words: string, what: string): void {
  for (const form of [TOKEN, encodeURIComponent(TOKEN), "s3cret"]) {
    assert(!words.includes(form), `${what} tells the token: ${words}`);
  }
}

/** What a failing request of a client tells to whom it may concern. */
async function told(options: Partial<ClientOptions>): Promise<string[]> {
  const client = new Client({ token: TOKEN, retry: false, ...options });
  const activities: Activity[] = [];
  const watching = client.activity$.subscribe((it) => activities.push(it));
  const error = await lastValueFrom(
    client.groups.get("1").pipe(catchError((error) => of(error))),
  );
  watching.unsubscribe();
  assertInstanceOf(error, Error);
  return [
    wordsOf(error),
    ...activities.map((it) =>
      Deno.inspect(it, { depth: 9 }) +
      ("error" in it ? wordsOf(it.error) : "")
    ),
  ];
}

const answers = {
  refused: () =>
    Response.json({ meta: { code: 401, errors: [TOKEN] } }, { status: 401 }),
  limited: () =>
    Response.json({ meta: { errors: [`for ${TOKEN}`] } }, { status: 429 }),
  banned: () => new Response(`You, ${TOKEN}, are banned`, { status: 403 }),
  broken: () => new Response(`{"response": "${TOKEN}`),
  moved: () =>
    new Response(null, {
      status: 302,
      headers: { location: `https://elsewhere.example/?token=${TOKEN}` },
    }),
  odd: () => Response.json([TOKEN]),
};

for (const auth of ["header", "query"] as const) {
  for (const [name, answer] of Object.entries(answers)) {
    Deno.test(`Client reveals its token nowhere when the answer is ${name} (${auth})`, async () => {
      const words = await told({
        auth,
        fetch: () => Promise.resolve(answer()),
      });
      for (const it of words) assertSecret(it, name);
    });
  }

  Deno.test(`Client reveals its token nowhere when the connection fails (${auth})`, async () => {
    const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
    const { port } = listener.addr;
    listener.close();
    // A real one: runtimes put the whole address into what they throw.
    const words = await told({
      auth,
      baseUrls: { api: `http://127.0.0.1:${port}` },
    });
    assert(words.some((it) => it.includes("no answer")));
    for (const it of words) assertSecret(it, "the failure");
  });

  Deno.test(`Client reveals its token nowhere when the fetch throws it (${auth})`, async () => {
    const words = await told({
      auth,
      fetch: ({ url, headers }) =>
        Promise.reject(
          new TypeError(`${url} ${headers.get("x-access-token")}`, {
            cause: new Error(`under ${url}`),
          }),
        ),
    });
    for (const it of words) assertSecret(it, "the failure");
  });
}

Deno.test("Client takes a wrong token for Unauthorized, at once and once", async () => {
  const { simulator, client, clock } = world({ token: TOKEN });
  const activities: Activity[] = [];
  client.activity$.subscribe((it) => activities.push(it));
  const error = await lastValueFrom(
    client.groups.listAll().pipe(catchError((error) => of(error))),
  );
  assertInstanceOf(error, Unauthorized);
  assertEquals(simulator.requests.length, 1);
  assertEquals(activities.map(({ type }) => type), [
    "attempt",
    "response",
    "failure",
  ]);
  assertEquals(clock.pending, 0);
});

Deno.test("Client sends its token to GroupMe's hosts and to no other", async () => {
  const seen: [string, string | null][] = [];
  const client = new Client({
    token: TOKEN,
    headers: { "x-verify-token": "attested" },
    fetch: ({ url, headers }) => {
      const { host, search } = new URL(url);
      const secrets = [
        headers.get("x-access-token"),
        headers.get("x-verify-token"),
        search,
      ];
      seen.push([host, secrets.join("") || null]);
      return Promise.resolve(new Response(new Uint8Array([1, 2, 3])));
    },
  });
  const bytes = (url: string) =>
    lastValueFrom(
      client.session.request({
        remote: remote(url),
        responseType: "bytes",
        read: (it) => it,
      }),
    );
  await bytes("https://attachments.example/1.png");
  await bytes("https://api.groupme.com.example/1.png");
  await bytes("https://i.groupme.com/1x1.png.0123.large");
  await bytes("https://image.groupme.com/pictures/1");
  assertEquals(seen, [
    ["attachments.example", null],
    ["api.groupme.com.example", null],
    ["i.groupme.com", null],
    ["image.groupme.com", TOKEN + "attested"],
  ]);
});

Deno.test("Client takes its token along to no other host, wherever a redirect leads", async () => {
  const heard: (string | null)[] = [];
  const hostname = "127.0.0.1";
  const onListen = () => {};
  await using elsewhere = Deno.serve(
    { hostname, port: 0, onListen },
    (request) => {
      heard.push(request.headers.get("x-access-token"));
      return Response.json({ response: [], meta: { code: 200 } });
    },
  );
  await using groupme = Deno.serve(
    { hostname, port: 0, onListen },
    (request) => {
      const { pathname } = new URL(request.url);
      return pathname === "/groups" || pathname === "/picture"
        ? Response.redirect(`http://127.0.0.1:${elsewhere.addr.port}/stolen`)
        : new Response(null, { status: 404 });
    },
  );
  const api = `http://127.0.0.1:${groupme.addr.port}`;
  const client = new Client({ token: TOKEN, retry: false, baseUrls: { api } });
  const error = await lastValueFrom(
    client.groups.list().pipe(catchError((error) => of(error))),
  );
  assertEquals(error.name, "BadResponse");
  assertEquals(heard, []);
});
