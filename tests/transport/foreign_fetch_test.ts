import { assertEquals, assertInstanceOf } from "@std/assert";
import { Client, type ClientOptions, NoResponse } from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { enveloped } from "../support/script.ts";

type Fetch = NonNullable<ClientOptions["fetch"]>;

/** What each kind of `fetch` was asked: method, URL, header and body. */
async function asked(make: (seen: Request[]) => Fetch): Promise<unknown[]> {
  const seen: Request[] = [];
  const client = new Client({
    token: "s3cret",
    fetch: make(seen),
    retry: false,
  });
  await lastValueFrom(client.request({ path: "/x", query: { a: 1 } }));
  await lastValueFrom(
    client.request({ method: "POST", path: "/y", body: { text: "grüße 😀" } }),
  );
  return await Promise.all(
    seen.map(async (request) => [
      request.method,
      request.url,
      request.headers.get("x-access-token"),
      await request.text(),
    ]),
  );
}

const answer = () => Promise.resolve(enveloped(null));

const KINDS: Record<string, (seen: Request[]) => Fetch> = {
  "takes a Request": (seen) => (request) => {
    seen.push(request);
    return answer();
  },
  "makes a Request of both": (seen) => (request, init) => {
    seen.push(new Request(request, init));
    return answer();
  },
  // As one of another implementation, which knows its own Request only.
  "makes a text of what it does not know": (seen) => (request, init) => {
    seen.push(new Request(`${request}`, init));
    return answer();
  },
};

for (const [name, make] of Object.entries(KINDS)) {
  Deno.test(`Client asks the same of a fetch that ${name}`, async () => {
    assertEquals(await asked(make), [
      ["GET", "https://api.groupme.com/v3/x?a=1", "s3cret", ""],
      ["POST", "https://api.groupme.com/v3/y", "s3cret", '{"text":"grüße 😀"}'],
    ]);
  });
}

for (
  const thrown of [
    Object.create(null),
    undefined,
    null,
    "no",
    7,
    Symbol("no"),
    { toString: 1 },
    Object.assign(new Error("x"), { message: 7, name: null, stack: undefined }),
  ]
) {
  Deno.test(`Client types a fetch that throws ${Deno.inspect(thrown).split("\n")[0]}`, async () => {
    const fetch = () => {
      throw thrown;
    };
    const client = new Client({ token: "s3cret", fetch, retry: false });
    const error = await lastValueFrom(client.groups.list()).catch((it) => it);
    assertInstanceOf(error, NoResponse);
  });
}
