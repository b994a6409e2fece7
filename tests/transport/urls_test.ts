import {
  assert,
  assertEquals,
  assertFalse,
  assertStrictEquals,
  assertThrows,
} from "@std/assert";
import { assert as assertProperty, property, string, webUrl } from "fast-check";
import { type AllowPrivate, remote } from "../../lib/transport/remote.ts";
import { Urls } from "../../lib/transport/urls.ts";
import type { Host } from "../../lib/transport/request.ts";

const groupMe = new Urls();

Deno.test("Urls.of() begins with GroupMe's own addresses", () => {
  const hosts: Host[] = [
    "api",
    "v4",
    "v2",
    "v1",
    "image",
    "push",
    "file",
    "video",
    "media",
  ];
  assertEquals(hosts.map((host) => groupMe.of({ host, path: "/x" }).url), [
    "https://api.groupme.com/v3/x",
    "https://api.groupme.com/v4/x",
    "https://v2.groupme.com/x",
    "https://api.groupme.com/v1/x",
    "https://image.groupme.com/x",
    "https://push.groupme.com/faye/x",
    "https://file.groupme.com/v1/x",
    "https://video.groupme.com/x",
    "https://m.groupme.com/x",
  ]);
  assertEquals(groupMe.of({ path: "/x" }).url, "https://api.groupme.com/v3/x");
});

Deno.test("Urls.of() takes an empty path for the base itself", () => {
  const { url } = groupMe.of({ host: "push", path: "" });
  assertEquals(url, "https://push.groupme.com/faye");
});

Deno.test("Urls.of() begins with the bases that are given", () => {
  const addresses = new Urls({ api: "http://localhost:8000/v3//" });
  assertEquals(addresses.base("api"), "http://localhost:8000/v3");
  assertEquals(
    addresses.of({ path: "/groups" }).url,
    "http://localhost:8000/v3/groups",
  );
});

Deno.test("Urls leaves GroupMe's address where a base is undefined", () => {
  const addresses = new Urls({ api: undefined });
  assertEquals(addresses.base("api"), "https://api.groupme.com/v3");
});

Deno.test("Urls.of() writes the query, without what is not set", () => {
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

Deno.test("Urls.of() adds the query to one that is there", () => {
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
    "/\\evil.example",
    "/../../..//evil.example",
    "/groups/..",
    "/groups/../x",
    "/groups/./x",
    "/groups/%2e%2E/x",
    "/groups/.%2e?x",
    "/groups/.\t./x",
    "/groups\\..\\x",
  ]
) {
  Deno.test(`Urls.of() refuses the path ${path}`, () => {
    assertThrows(() => groupMe.of({ path }), TypeError, "Cannot use 'path'");
  });
}

for (const path of ["//evil.example", "//@evil.example", "/..x", "/x?a=/../"]) {
  Deno.test(`Urls.of() stays at GroupMe with the path ${path}`, () => {
    for (const host of ["api", "v2"] as const) {
      const { url } = groupMe.of({ host, path });
      assertStrictEquals(
        new URL(url).origin,
        new URL(groupMe.base(host)).origin,
      );
    }
  });
}

Deno.test("Urls.of() leads no path away from its host", () => {
  assertProperty(
    property(string({ unit: "binary" }), (path) => {
      try {
        const { url } = groupMe.of({ path });
        return new URL(url).origin === "https://api.groupme.com";
      } catch (error) {
        return error instanceof TypeError;
      }
    }),
    { seed: 41 },
  );
});

Deno.test("Urls.of() trusts GroupMe's hosts with the token, and no others", () => {
  const isTrusted = (url: string) =>
    groupMe.of({ remote: remote(url) }).isTrusted;
  assert(groupMe.of({ path: "/x" }).isTrusted);
  assert(isTrusted("https://image.groupme.com/pictures"));
  assert(isTrusted("https://v2.groupme.com:443/x?y=z"));
  assertFalse(isTrusted("https://i.groupme.com/800x600.png"));
  assertFalse(isTrusted("http://api.groupme.com/v3/x"));
  assertFalse(isTrusted("https://api.groupme.com:8443/v3/x"));
  assertFalse(isTrusted("https://api.groupme.com.evil.example/v3"));
  // What is read there needs no token, and leads to other hosts.
  assertFalse(isTrusted("https://m.groupme.com/x.jpg"));
  assert(groupMe.of({ host: "media", path: "/uploads" }).isTrusted);
});

Deno.test("Urls.of() trusts no picture of the media service, where one base serves all", () => {
  for (const base of ["http://localhost:8000", "https://relay.example/at"]) {
    const relayed = new Urls(base);
    const isTrusted = (url: string) =>
      relayed.of({ remote: remote(url) }).isTrusted;
    assertFalse(isTrusted(`${base}/media/uploads/1/1x1.original.jpg`));
    assert(isTrusted(`${base}/pictures`));
    assert(isTrusted(`${base}/media-of-ours`));
    assert(relayed.of({ host: "media", path: "/uploads" }).isTrusted);
  }
});

Deno.test("Urls.of() trusts no address at the origin of the media service alone", () => {
  const relayed = new Urls({
    api: "https://api.example",
    media: "https://media.example/at",
  });
  for (const path of ["/at/uploads/1", "/other", ""]) {
    const picture = remote(`https://media.example${path}`);
    assertFalse(relayed.of({ remote: picture }).isTrusted);
  }
  assert(relayed.of({ remote: remote("https://api.example/x") }).isTrusted);
  assert(relayed.isOurs("https://media.example"));
  for (const other of ["https://media.exampl", "https://media.example:1"]) {
    assertFalse(relayed.isOurs(other));
  }
});

Deno.test("Urls.of() trusts nothing anonymous, whatever its host", () => {
  const api = "https://api.groupme.com/v3/x";
  const anonymous = { ...remote(api), isAnonymous: true };
  assertFalse(groupMe.of({ remote: anonymous }).isTrusted);
  assert(groupMe.of({ remote: remote(api) }).isTrusted);
});

Deno.test("Urls.of() trusts no host that a base replaces", () => {
  const base = "http://localhost:8000";
  const addresses = new Urls({ api: base, v4: base });
  assert(addresses.of({ remote: remote(`${base}/x`) }).isTrusted);
  assertFalse(
    addresses.of({ remote: remote("https://api.groupme.com/v3") }).isTrusted,
  );
  assertFalse(
    addresses.of({ remote: remote("https://v2.groupme.com/x") }).isTrusted,
  );
});

Deno.test("Urls.of() trusts no foreign address, whatever it looks like", () => {
  assertProperty(
    property(webUrl({ withFragments: true }), (url) => {
      return !groupMe.of({ remote: remote(url, true) }).isTrusted;
    }),
    { seed: 42 },
  );
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
    "http://api.groupme.com/v3",
    "http://192.168.1.5:8787",
    "http://127.0.0.1.example:8787",
    "http://localhost.example",
  ]
) {
  Deno.test(`Urls refuses "${base}" as a base`, () => {
    const { message } = assertThrows(
      () => new Urls({ v4: base }),
      TypeError,
      "baseUrls.v4",
    );
    assertFalse(message.includes("secret"));
  });
}

Deno.test("Urls refuses a base that is no text", () => {
  const v4: unknown = 7;
  assertThrows(() => new Urls({ v4: v4 as string }), TypeError);
});

Deno.test("Urls never leaves requests to GroupMe for what holds no names", () => {
  const url: unknown = new URL("http://127.0.0.1:8787/");
  const urls = new Urls(url as string);
  assertEquals(urls.of({ path: "/x" }).url, "http://127.0.0.1:8787/v3/x");
  for (
    const wrong of [
      true,
      0,
      NaN,
      5n,
      "",
      "object",
      [],
      Symbol("x"),
    ] as readonly unknown[]
  ) {
    assertThrows(() => new Urls(wrong as string), TypeError, "baseUrls");
  }
});

Deno.test("Urls takes names of an object without a prototype, as a module's namespace", () => {
  const bases = Object.assign(Object.create(null), {
    api: "https://x.test/v3",
  });
  const urls = new Urls(bases);
  assertEquals(urls.of({ path: "/x" }).url, "https://x.test/v3/x");
  assertThrows(
    () => urls.of({ host: "v4", path: "/x" }),
    TypeError,
    "baseUrls",
  );
});

Deno.test("Urls takes one base for all services", () => {
  const urls = new Urls("http://127.0.0.1:8787/");
  const at = (host: Host, path = "/x") =>
    urls.of({ host, path }).url.replace("http://127.0.0.1:8787", "");
  assertEquals(at("api"), "/v3/x");
  assertEquals(at("v4"), "/v4/x");
  assertEquals(at("v2"), "/v2/x");
  assertEquals(at("v1"), "/v1/x");
  assertEquals(at("image", "/pictures"), "/pictures");
  assertEquals(at("push", ""), "/faye");
  assertEquals(at("file"), "/file/x");
  assertEquals(at("video"), "/video/x");
  assertEquals(at("media"), "/media/x");
});

Deno.test("Urls.of() refuses a service that baseUrls leaves out", () => {
  const urls = new Urls({ api: "http://127.0.0.1:8787/v3" });
  const hosts: Host[] = ["v4", "v2", "v1", "image", "push", "file", "video"];
  for (const host of hosts) {
    assertThrows(
      () => urls.of({ host, path: "/x" }),
      TypeError,
      `'baseUrls.${host}'`,
    );
  }
  const host: unknown = "v9";
  assertThrows(() => groupMe.of({ host: host as Host }), TypeError, "'host'");
});

Deno.test("Urls.of() gives each value of an array a parameter", () => {
  const { url } = groupMe.of({ path: "/x", query: { include: ["a", "b c"] } });
  assertEquals(new URL(url).search, "?include=a&include=b%20c");
});

for (
  const url of [
    "file:///etc/passwd",
    "data:text/plain,x",
    "blob:null/1",
    "javascript:1",
    "about:blank",
    "ftp://h.example/x",
    "x.png",
    "",
    "https://user@h.example/x",
    "https://:secret@h.example/x",
    "https://api.groupme.com@evil.example/v3",
    "http://localhost/x",
    "http://a.localhost/x",
    "http://LOCALHOST./x",
    "http://router/x",
    "http://printer.local/x",
    "http://metadata.google.internal/x",
    "http://127.0.0.1/x",
    "http://127.1/x",
    "http://2130706433/x",
    "http://0x7f.1/x",
    "http://0177.0.0.1/x",
    "http://0.0.0.0/x",
    "http://10.1.2.3/x",
    "http://172.16.0.1/x",
    "http://172.31.255.255/x",
    "http://192.168.1.5:8787/x",
    "http://169.254.169.254/latest/meta-data",
    "http://100.64.0.1/x",
    "http://198.18.0.1/x",
    "http://224.0.0.1/x",
    "http://255.255.255.255/x",
    "http://[::1]/x",
    "http://[::]/x",
    "http://[::ffff:127.0.0.1]/x",
    "http://[64:ff9b::7f00:1]/x",
    "http://[fe80::1]/x",
    "http://[fd00::1]/x",
    "http://[ff02::1]/x",
    "http://[2002:7f00:1::]/x",
    "http://[2001::1]/x",
  ]
) {
  Deno.test(`remote() refuses ${url}`, () => {
    assertThrows(() => remote(url).check(groupMe), TypeError, "'url'");
    assertThrows(() => groupMe.of({ remote: remote(url) }), TypeError, "'url'");
  });
}

for (
  const url of [
    "https://i.groupme.com/800x600.png",
    "http://h.example/x.png",
    "https://172.32.0.1/x",
    "https://100.128.0.1/x",
    "https://8.8.8.8/x",
    "https://[2606:4700::1111]/x",
    "https://localhost.example/x",
    "https://10.example/x",
  ]
) {
  Deno.test(`remote() takes ${url}`, () => {
    assertEquals(remote(url).check(groupMe).href, url);
  });
}

Deno.test("remote() takes private hosts that are named", () => {
  const url = "http://192.168.1.5/x.png";
  const check = (url: string, allowPrivate?: AllowPrivate, urls = groupMe) =>
    remote(url, allowPrivate).check(urls);
  assertEquals(check(url, true).href, url);
  assertEquals(check(url, ["192.168.1.5"]).href, url);
  assertThrows(() => check(url, ["192.168.1.6"]), TypeError);
  assertThrows(() => check("file:///x", true), TypeError);
  const served = new Urls("http://127.0.0.1:8787");
  const there = "http://127.0.0.1:8787/x.png";
  assertEquals(check(there, false, served).href, there);
  assertThrows(() => check("http://127.0.0.1:22/", false, served), TypeError);
});
