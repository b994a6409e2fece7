import { isLoopback } from "../util/private_host.ts";
import { assertOneOf, asText, got, invalidArgument } from "../util/validate.ts";
import type { Host, RequestTarget } from "./request.ts";

/** The base URL of each of GroupMe's services. */
export type BaseUrls = { readonly [host in Host]: string };

const GROUPME: BaseUrls = {
  api: "https://api.groupme.com/v3",
  v4: "https://api.groupme.com/v4",
  v2: "https://v2.groupme.com",
  v1: "https://api.groupme.com/v1",
  image: "https://image.groupme.com",
  push: "https://push.groupme.com/faye",
  file: "https://file.groupme.com/v1",
  video: "https://video.groupme.com",
  media: "https://m.groupme.com",
};

/** Services whose path under one base URL is not their name: `/v4`, `/file`. */
const PATHS: Partial<BaseUrls> = { api: "/v3", image: "", push: "/faye" };

// Without the note, bundlers keep it in programs that use nothing of this.
const HOSTS = /* @__PURE__ */ Object.keys(GROUPME) as Host[];

/** Where a request goes. */
export interface Address {
  /** The whole URL, without a token in it. */
  readonly url: string;
  /** Whether the token may be sent there. */
  readonly isTrusted: boolean;
}

/** Builds URLs, and knows which ones the token may be sent to. */
export class Urls {
  readonly #bases: Partial<BaseUrls>;
  /** Origins of the services, but for one that the media service has alone. */
  readonly #origins = new Set<string>();

  /**
   * Starts from GroupMe's own URLs; or from one base URL for all services; or
   * from those given alone, so that a test reaches no part of the real service.
   *
   * @throws {TypeError} When one is no URL to build on, or is not encrypted, or
   * when its name is none of a service.
   */
  constructor(
    given: string | { readonly [host in Host]?: string | undefined } = {},
  ) {
    // What has no names, such as a URL, is one too: taken for none given, it
    // would leave all requests to the real service.
    const one = asText(given);
    // By its text, as a namespace of a module, or another object without a
    // prototype, has names and none of its own.
    const isOne = !/^(?:\[object Object\]|object)$/.test(one);
    const baseUrls = given as Partial<BaseUrls>;
    // So would a misspelt one leave its own.
    for (const name of isOne ? [] : Object.keys(baseUrls)) {
      assertOneOf(name, HOSTS, "baseUrls");
    }
    const isGiven = isOne || HOSTS.some((host) => baseUrls[host] !== undefined);
    const bases: Partial<Record<Host, string>> = {};
    for (const host of HOSTS) {
      const base = isOne
        ? one.replace(/\/+$/, "") + (PATHS[host] ?? `/${host}`)
        : isGiven
        ? baseUrls[host]
        : GROUPME[host];
      if (base === undefined) continue;
      const { href, origin } = baseUrl(
        base,
        isOne ? "baseUrls" : `baseUrls.${host}`,
      );
      bases[host] = href.replace(/\/+$/, "");
      if (host !== "media") this.#origins.add(origin);
    }
    this.#bases = bases;
  }

  /**
   * The base URL of a service, without a slash at its end.
   *
   * @throws {TypeError} When `baseUrls` names others, but not this one.
   */
  base(host: Host): string {
    const base = this.#bases[host];
    if (base !== undefined) return base;
    assertOneOf(host, HOSTS, "host");
    throw invalidArgument(
      `baseUrls.${host}`,
      "it must be given too where another service is",
    );
  }

  /**
   * The URL of a request.
   *
   * @throws {TypeError} When its path or its URL cannot be used.
   */
  of(target: RequestTarget): Address {
    const { host = "api", path = "", query = {}, remote } = target;
    if (remote) {
      const { href, origin } = remote.check(this);
      return {
        url: href,
        // Pictures of m.groupme.com are read without a token, by their whole URL.
        isTrusted: !remote.isAnonymous && this.#origins.has(origin) &&
          !href.startsWith(`${this.#bases.media}/`),
      };
    }
    // As text: resolved as a URL, "//elsewhere" would change the host.
    let whole = this.base(host) + checkPath(path);
    for (const [name, value] of Object.entries(query)) {
      for (const one of Array.isArray(value) ? value : [value]) {
        if (one === undefined || one === null) continue;
        const mark = whole.includes("?") ? "&" : "?";
        whole += `${mark}${encode(name)}=${encode(`${one}`)}`;
      }
    }
    // Of these characters URL changes none, but it adds a path where there is
    // none: most are spared a parsing.
    const isPlain = path && /^[\w:/.?&=%~-]+$/.test(whole);
    return { url: isPlain ? whole : new URL(whole).href, isTrusted: true };
  }

  /** Whether one of the services is at this origin. */
  isOurs(origin: string): boolean {
    return this.#origins.has(origin) ||
      `${this.#bases.media}/`.startsWith(`${origin}/`);
  }
}

/**
 * Checks a base URL.
 *
 * @throws {TypeError} When requests cannot be built on it.
 */
function baseUrl(base: string, name: string): URL {
  // A password in it would end up in errors.
  if (/^https?:[^?#@]+$/.test(base) && URL.canParse(base)) {
    const url = new URL(base);
    if (url.protocol === "https:" || isLoopback(url.hostname)) return url;
  }
  throw invalidArgument(
    name,
    "it must be an https: URL without a password, query or fragment, or http: of this machine",
  );
}

/**
 * Checks that a path stays behind its base.
 *
 * @throws {TypeError} When it does not, or when `URL` would rewrite it.
 */
function checkPath(path: string): string {
  // URL drops tabs and line ends wherever they are, and turns \\ into a slash.
  const isPlain = /^(?:\/[^#\\\t\n\r]*)?$/.test(path);
  const isInside = !/^[^?]*\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(path);
  if (isPlain && isInside) return path;
  throw invalidArgument(
    "path",
    `it must begin with a slash, and hold no "#", "\\", line end, "/./" or "/../"${
      got(path)
    }`,
  );
}

/** Half of a surrogate pair, which no URL can hold, becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
