import {
  assert,
  assertEquals,
  assertFalse,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { assert as assertProperty, property, string, webUrl } from "fast-check";
import { Urls } from "../../lib/transport/urls.ts";
import type { Host } from "../../lib/transport/request.ts";

const groupMe = new Urls();

Deno.test("Addresses.of() begins with GroupMe's own addresses", () => {
  const hosts: Host[] = ["api", "v4", "v2", "image", "push"];
  assertEquals(hosts.map((host) => groupMe.of({ host, path: "/x" }).url), [
    "https://api.groupme.com/v3/x",
    "https://api.groupme.com/v4/x",
    "https://v2.groupme.com/x",
    "https://image.groupme.com/x",
    "https://push.groupme.com/faye/x",
  ]);
  assertEquals(groupMe.of({ path: "/x" }).url, "https://api.groupme.com/v3/x");
});

Deno.test("Addresses.of() takes an empty path for the base itself", () => {
  const { url } = groupMe.of({ host: "push", path: "" });
  assertEquals(url, "https://push.groupme.com/faye");
});

Deno.test("Addresses.of() begins with what replaces some of them", () => {
  const addresses = new Urls({ api: "http://localhost:8000/v3//" });
  assertEquals(addresses.base("api"), "http://localhost:8000/v3");
  assertEquals(
    addresses.of({ path: "/groups" }).url,
    "http://localhost:8000/v3/groups",
  );
  assertEquals(
    addresses.of({ host: "image", path: "/x" }).url,
    "https://image.groupme.com/x",
  );
});

Deno.test("Addresses leaves GroupMe's address where a base is undefined", () => {
  const addresses = new Urls({ api: undefined });
  assertEquals(addresses.base("api"), "https://api.groupme.com/v3");
});

Deno.test("Addresses.of() writes the query, without what is not set", () => {
  const query = {
    a: 1,
    b: "x y&z=#é",
    c: true,
    d: undefined,
    e: null,
    f: "",
    "g h": 0,
    h: "\ud83d",
  };
  const { url } = groupMe.of({ path: "/x", query });
  assertEquals([...new URL(url).searchParams], [
    ["a", "1"],
    ["b", "x y&z=#é"],
    ["c", "true"],
    ["f", ""],
    ["g h", "0"],
    ["h", "\ufffd"],
  ]);
  assertEquals(new URL(url).hash, "");
  assertEquals(groupMe.of({ path: "/x", query: { a: null } }).url.at(-1), "x");
});

Deno.test("Addresses.of() adds the query to one that is there", () => {
  const { url } = groupMe.of({ path: "/x?a=1", query: { b: 2 } });
  assertEquals(new URL(url).search, "?a=1&b=2");
});

for (
  const path of [
    "https://evil.example/x",
    "@evil.example/x",
    ".evil.example/x",
    ":80@evil.example/x",
    "\\\\evil.example/x",
    "?x",
    "#x",
    "x",
    " /x",
    "/x#y",
  ]
) {
  Deno.test(`Addresses.of() refuses the path ${path}`, () => {
    assertThrows(() => groupMe.of({ path }), TypeError, "Cannot request");
  });
}

for (
  const path of ["//evil.example", "/\\evil.example", "/../../..//evil.example"]
) {
  Deno.test(`Addresses.of() stays at GroupMe with the path ${path}`, () => {
    for (const host of ["api", "v2"] as const) {
      const { url } = groupMe.of({ host, path });
      assertStrictEquals(
        new URL(url).origin,
        new URL(groupMe.base(host)).origin,
      );
    }
  });
}

Deno.test("Addresses.of() leads no path away from its host", () => {
  assertProperty(property(string({ unit: "binary" }), (path) => {
    try {
      const { url } = groupMe.of({ path });
      return new URL(url).origin === "https://api.groupme.com";
    } catch (error) {
      return error instanceof TypeError;
    }
  }));
});

Deno.test("Addresses.of() trusts GroupMe's hosts with the token, and no others", () => {
  const isTrusted = (url: string) => groupMe.of({ url }).isTrusted;
  assert(groupMe.of({ path: "/x" }).isTrusted);
  assert(isTrusted("https://image.groupme.com/pictures"));
  assert(isTrusted("https://v2.groupme.com:443/x?y=z"));
  assertFalse(isTrusted("https://i.groupme.com/800x600.png"));
  assertFalse(isTrusted("http://api.groupme.com/v3/x"));
  assertFalse(isTrusted("https://api.groupme.com:8443/v3/x"));
  assertFalse(isTrusted("https://api.groupme.com.evil.example/v3"));
  assertFalse(isTrusted("https://api.groupme.com@evil.example/v3"));
  assertFalse(isTrusted("data:text/plain,x"));
});

Deno.test("Addresses.of() trusts no host that a base replaces", () => {
  const base = "http://localhost:8000";
  const addresses = new Urls({ api: base, v4: base });
  assert(addresses.of({ url: `${base}/x` }).isTrusted);
  assertFalse(addresses.of({ url: "https://api.groupme.com/v3" }).isTrusted);
  assert(addresses.of({ url: "https://v2.groupme.com/x" }).isTrusted);
});

Deno.test("Addresses.of() trusts no foreign address, whatever it looks like", () => {
  assertProperty(property(webUrl({ withFragments: true }), (url) => {
    return !groupMe.of({ url }).isTrusted;
  }));
});

for (
  const base of [
    "",
    "localhost",
    "//localhost",
    "/v3",
    "ftp://localhost",
    "data:text/plain,x",
    "https://user@localhost",
    "https://:secret@localhost",
    "https://localhost?key=secret",
    "https://localhost/#v3",
  ]
) {
  Deno.test(`Addresses refuses "${base}" as a base`, () => {
    const { message } = assertThrows(
      () => new Urls({ v4: base }),
      TypeError,
      "baseUrls.v4",
    );
    assertFalse(message.includes("secret"));
  });
}

Deno.test("Addresses refuses a base that is no text", () => {
  const v4: unknown = 7;
  assertThrows(() => new Urls({ v4: v4 as string }), TypeError);
});
