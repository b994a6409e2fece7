import type { Host, Parcel } from "./call.ts";

/** Where each of GroupMe's services is. */
export type BaseUrls = { readonly [host in Host]: string };

const GROUPME: BaseUrls = {
  api: "https://api.groupme.com/v3",
  v4: "https://api.groupme.com/v4",
  v2: "https://v2.groupme.com",
  image: "https://image.groupme.com",
  push: "https://push.groupme.com/faye",
};

/** Builds addresses, and knows which ones the token may go to. */
export class Addresses {
  readonly #bases: BaseUrls;
  readonly #trusted: ReadonlySet<string>;

  /** Starts from GroupMe's own addresses, with some of them replaced. */
  constructor(baseUrls: Partial<BaseUrls> = {}) {
    const bases = { ...GROUPME, ...baseUrls };
    for (const host of Object.keys(bases) as Host[]) {
      if (!URL.canParse(bases[host])) {
        throw new TypeError(`Cannot use baseUrls.${host}: it is no URL`);
      }
      bases[host] = bases[host].replace(/\/+$/, "");
    }
    this.#bases = bases;
    this.#trusted = new Set(Object.values(bases).map((b) => new URL(b).origin));
  }

  /** The base address of a service, without a slash at its end. */
  base(host: Host): string {
    return this.#bases[host];
  }

  /** The address of a call, without a token in it. */
  of(call: Parcel): URL {
    const { host = "api", path = "", query = {} } = call;
    if (call.url === undefined && !/^(\/|$)/.test(path)) {
      throw new TypeError(`Cannot request ${path}: a path begins with a slash`);
    }
    // Appended as text: resolved as a URL, "//elsewhere" would change the host.
    const url = new URL(call.url ?? this.#bases[host] + path);
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined && value !== null) {
        url.searchParams.set(name, String(value));
      }
    }
    return url;
  }

  /** May the token go there? */
  trusts(url: URL): boolean {
    return this.#trusted.has(url.origin);
  }
}
