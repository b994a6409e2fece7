import { assertEquals } from "@std/assert";
import {
  signedIn,
  signIn,
  signOut,
  type Tab,
} from "../../../examples/browser/sign_in.ts";

/** A tab of a browser: where it is, and what it keeps. */
class FakeTab implements Tab {
  /** The addresses that the back button leads to, and where it is. */
  readonly entries: string[] = [];
  readonly kept = new Map<string, string>();

  constructor(url: string) {
    this.entries.push(url);
  }

  /** Goes on to another page. */
  visit(url: string): this {
    this.entries.push(url);
    return this;
  }

  get location() {
    return {
      href: this.entries.at(-1) ?? "",
      assign: (url: string) => void this.visit(url),
    };
  }

  readonly history = {
    replaceState: (_data: unknown, _unused: string, url: string) => {
      this.entries.splice(-1, 1, url);
    },
  };

  readonly sessionStorage = {
    getItem: (key: string) => this.kept.get(key) ?? null,
    setItem: (key: string, value: string) => void this.kept.set(key, value),
    removeItem: (key: string) => void this.kept.delete(key),
  };
}

const home = "https://your.page/groups";
const back = `${home}?access_token=t0k3n`;

/** A tab whose visitor asked to sign in, and has just come back. */
function returned(): FakeTab {
  const tab = new FakeTab(home);
  signIn(tab, "Ab12");
  return tab.visit(back);
}

Deno.test("signIn() sends the visitor to GroupMe", () => {
  const tab = new FakeTab(home);
  signIn(tab, "Ab12");
  assertEquals(tab.entries, [
    home,
    "https://oauth.groupme.com/oauth/authorize?client_id=Ab12",
  ]);
});

Deno.test("signedIn() has the token that comes back, and leaves it in no address", () => {
  const tab = returned();
  assertEquals(signedIn(tab), "t0k3n");
  assertEquals(tab.entries.at(-1), home);
  assertEquals(tab.entries.filter((it) => it.includes("t0k3n")), []);
});

Deno.test("signedIn() has the token after a reload, until signOut()", () => {
  const tab = returned();
  signedIn(tab);
  assertEquals(signedIn(tab), "t0k3n");
  signOut(tab);
  assertEquals(signedIn(tab), undefined);
  assertEquals([...tab.kept], []);
});

Deno.test("signedIn() has nothing before a sign-in, and after one that was declined", () => {
  const tab = new FakeTab(home);
  assertEquals(signedIn(tab), undefined);
  signIn(tab, "Ab12");
  assertEquals(signedIn(tab.visit(home)), undefined);
  assertEquals([...tab.kept], []);
});

Deno.test("signedIn() drops a token that the tab did not ask for", () => {
  const tab = new FakeTab(back);
  assertEquals(signedIn(tab), undefined);
  assertEquals(tab.entries, [home]);
});

Deno.test("signedIn() takes one token for each time that it is asked for", () => {
  const tab = returned();
  signedIn(tab);
  tab.visit(`${home}?access_token=an0ther`);
  assertEquals(signedIn(tab), "t0k3n");
  assertEquals(tab.entries.at(-1), home);
});
