import { assert, assertEquals, assertFalse, assertThrows } from "@std/assert";
import { authorizeUrl, tokenFromRedirect } from "@rxgroupme/client";
import {
  array,
  assert as assertProperty,
  constantFrom,
  property,
  string,
  tuple,
  webUrl,
} from "fast-check";

const TOKEN = "5Zq1aLb0Xo9TtWd2Jc7VuMn4Ek8RyHs3Gf6PiQ0z";

Deno.test("authorizeUrl() is where GroupMe's documentation sends people", () => {
  const url = "https://oauth.groupme.com/oauth/authorize?client_id=Ab12";
  assertEquals(authorizeUrl("Ab12"), url);
});

Deno.test("authorizeUrl() keeps any client id in one parameter", () => {
  const ids = string({ minLength: 1 })
    .filter((it) => it.trim() !== "" && !/^\.\.?$/.test(it));
  assertProperty(
    property(ids, (id) => {
      const { origin, pathname, searchParams } = new URL(authorizeUrl(id));
      assertEquals(
        [origin + pathname, [...searchParams]],
        ["https://oauth.groupme.com/oauth/authorize", [["client_id", id]]],
      );
    }),
    { seed: 41 },
  );
});

for (const id of ["", "  ", ".", "..", undefined, 12]) {
  Deno.test(`authorizeUrl() refuses ${JSON.stringify(id)}`, () => {
    assertThrows(() => authorizeUrl(id as string), TypeError, "clientId");
  });
}

for (
  const [redirected, token, url] of [
    ["https://a.page/?access_token=t0k", "t0k", "https://a.page/"],
    ["https://a.page/in?x=1&access_token=t0k", "t0k", "https://a.page/in?x=1"],
    ["https://a.page/?access_token=t0k&x#/y", "t0k", "https://a.page/?x=#/y"],
    ["https://a.page/?access%5Ftoken=a%2Bb", "a+b", "https://a.page/"],
    [new URL("https://a.page/?access_token=t0k"), "t0k", "https://a.page/"],
    ["app:/back?access_token=t0k", "t0k", "app:/back"],
    // A query that holds no token stays as it is spelled.
    ["https://a.page/?q=a%20b&x", undefined, "https://a.page/?q=a%20b&x"],
    ["https://a.page/", undefined, "https://a.page/"],
    ["https://a.page/?error=denied", undefined, "https://a.page/?error=denied"],
    ["https://a.page/?access_token=", undefined, "https://a.page/"],
    ["https://a.page/?access_token=a%20b", undefined, "https://a.page/"],
    ["https://a.page/?access_token=%E2%98%83", undefined, "https://a.page/"],
    [
      "https://a.page/?access_token=a&access_token=b",
      undefined,
      "https://a.page/",
    ],
    ["https://a.page/?token=t0k", undefined, "https://a.page/?token=t0k"],
    [
      "https://a.page/#access_token=t0k",
      undefined,
      "https://a.page/#access_token=t0k",
    ],
  ] as const
) {
  Deno.test(`tokenFromRedirect() takes ${redirected} apart`, () => {
    assertEquals(tokenFromRedirect(redirected), { token, url });
  });
}

Deno.test("tokenFromRedirect() takes out the token, and nothing else", () => {
  const name = string().filter((it) => it !== "access_token");
  const pairs = array(tuple(name, string()));
  const characters = [..."aZ09-._~+/=&%?#!"];
  const tokens = array(constantFrom(...characters), { minLength: 9 });
  const ask = { withFragments: true, validSchemes: ["https", "http"] };
  assertProperty(
    property(webUrl(ask), pairs, pairs, tokens, (page, before, after, it) => {
      const token = it.join("");
      const all = new URL(page);
      const others = new URL(page);
      const query = [...before, ["access_token", token], ...after] as const;
      all.search = `${new URLSearchParams(query.map(([k, v]) => [k, v]))}`;
      others.search = `${new URLSearchParams([...before, ...after])}`;
      assertEquals(tokenFromRedirect(all), { token, url: others.href });
      assertEquals(tokenFromRedirect(all.href), tokenFromRedirect(all));
      const again = tokenFromRedirect(others);
      assertEquals(again, { token: undefined, url: others.href });
    }),
    { seed: 42 },
  );
});

Deno.test("tokenFromRedirect() leaves a URL that it is given as it is", () => {
  const url = new URL(`https://a.page/?access_token=${TOKEN}`);
  tokenFromRedirect(url);
  assertEquals(url.href, `https://a.page/?access_token=${TOKEN}`);
});

for (const redirected of ["", `/?access_token=${TOKEN}`, TOKEN, undefined]) {
  Deno.test(`tokenFromRedirect() refuses ${redirected}, and does not tell it`, () => {
    const error = assertThrows(
      () => tokenFromRedirect(redirected as string),
      TypeError,
      "Cannot use 'redirected': it must be a URL",
    );
    assertFalse(Deno.inspect(error).includes(TOKEN));
    assert(error.cause === undefined);
  });
}
