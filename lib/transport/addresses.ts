import type { Host, Parcel, Query } from "./call.ts";

/** Where each of GroupMe's services is. */
export type BaseUrls = { readonly [host in Host]: string };

const GROUPME: BaseUrls = {
  api: "https://api.groupme.com/v3",
  v4: "https://api.groupme.com/v4",
  v2: "https://v2.groupme.com",
  image: "https://image.groupme.com",
  push: "https://push.groupme.com/faye",
};

/** Where a request goes. */
export interface Address {
  /** The whole address, without a token in it. */
  readonly url: string;
  /** May the token go there? */
  readonly isTrusted: boolean;
}

/** Builds addresses, and knows which ones the token may go to. */
export class Addresses {
  readonly #bases: BaseUrls;
  readonly #trusted: ReadonlySet<string>;

  /**
   * Starts from GroupMe's own addresses, with some of them replaced.
   *
   * @throws {TypeError} When one is no address to build on.
   */
  constructor(baseUrls: Partial<BaseUrls> = {}) {
    const bases = { ...GROUPME };
    for (const host of Object.keys(bases) as Host[]) {
      const base = toBase(baseUrls[host] ?? bases[host]);
      if (base === undefined) {
        throw new TypeError(
          `Cannot use baseUrls.${host}: it is no plain http(s) URL`,
        );
      }
      bases[host] = base;
    }
    this.#bases = bases;
    this.#trusted = new Set(Object.values(bases).map((b) => new URL(b).origin));
  }

  /** The base address of a service, without a slash at its end. */
  base(host: Host): string {
    return this.#bases[host];
  }

  /**
   * The address of a call.
   *
   * @throws {TypeError} When its path or its URL is none.
   */
  of({ host = "api", path = "", query = {}, url }: Parcel): Address {
    if (url !== undefined) {
      const { href, origin } = new URL(withQuery(url, query));
      return { url: href, isTrusted: this.#trusted.has(origin) };
    }
    if (!/^(\/[^#]*)?$/.test(path)) {
      throw new TypeError(
        `Cannot request ${path}: a path begins with a slash, and holds no #`,
      );
    }
    // As text: resolved as a URL, "//elsewhere" would change the host.
    return { url: withQuery(this.#bases[host] + path, query), isTrusted: true };
  }
}

/** What paths can be put behind; a password in it would end up in errors. */
function toBase(text: unknown): string | undefined {
  if (typeof text !== "string" || !URL.canParse(text)) return undefined;
  const { href, protocol, username, password, search, hash } = new URL(text);
  const isPlain = username + password + search + hash === "";
  return /^https?:$/.test(protocol) && isPlain
    ? href.replace(/\/+$/, "")
    : undefined;
}

function withQuery(address: string, query: Query): string {
  let whole = address;
  let mark = address.includes("?") ? "&" : "?";
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    whole += `${mark}${encode(name)}=${encode(String(value))}`;
    mark = "&";
  }
  return whole;
}

/** Half of a surrogate pair, which no URL can hold, becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
