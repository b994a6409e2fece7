import { invalidArgument } from "../util/validate.ts";
import type { Host, RequestTarget } from "./request.ts";

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
export class Urls {
  readonly #bases: BaseUrls;
  readonly #trusted: ReadonlySet<string>;

  /**
   * Starts from GroupMe's own addresses, with some of them replaced.
   *
   * @throws {TypeError} When one is no address to build on.
   */
  constructor(baseUrls: Partial<BaseUrls> = {}) {
    const bases = { ...GROUPME };
    const trusted = new Set<string>();
    for (const host of Object.keys(bases) as Host[]) {
      const base = baseUrls[host] ?? bases[host];
      // A password in it would end up in errors.
      if (!/^https?:[^?#@]+$/.test(base)) {
        throw invalidArgument(`baseUrls.${host}`, "it is no plain http(s) URL");
      }
      const { href, origin } = new URL(base);
      bases[host] = href.replace(/\/+$/, "");
      trusted.add(origin);
    }
    this.#bases = bases;
    this.#trusted = trusted;
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
  of({ host = "api", path = "", query = {}, url }: RequestTarget): Address {
    if (!/^(\/[^#]*)?$/.test(path)) {
      throw new TypeError(
        `Cannot request ${path}: it begins with no slash, or holds a #`,
      );
    }
    // As text: resolved as a URL, "//elsewhere" would change the host.
    let whole = url ?? this.base(host) + path;
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) {
        const mark = whole.includes("?") ? "&" : "?";
        whole += `${mark}${encode(name)}=${encode(`${value}`)}`;
      }
    }
    const { href, origin } = new URL(whole);
    return { url: href, isTrusted: this.#trusted.has(origin) };
  }
}

/** Half of a surrogate pair, which no URL can hold, becomes U+FFFD. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
