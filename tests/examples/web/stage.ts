import { assert } from "@std/assert";
import type {
  GroupMeSimulator,
  SimulatedGroup,
} from "@rxgroupme/client/testing";
import type {
  BrowserContext,
  BrowserContextOptions,
  Locator,
  Page,
} from "playwright-core";
import { Subscription } from "rxjs";
import { type Served, serveWeb } from "../../../examples/web/serve.ts";
import { keptInCache } from "./in_page.js";
import { withChromium } from "../../support/chromium.ts";

/** So long a state is waited for, on the busiest machine, in ms. */
const LIMIT_MS = 120_000;

/** How people look at the page. */
export const VIEWS = [
  { name: "light", colorScheme: "light", width: 1180 },
  { name: "dark", colorScheme: "dark", width: 1180 },
  { name: "phone", colorScheme: "light", width: 390 },
  { name: "phone-dark", colorScheme: "dark", width: 390 },
] as const;

/** The app in a browser, and the simulated GroupMe behind it. */
export interface WebStage extends Served {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What a page must not do: errors, refusals of its policy, failed loads. */
  readonly problems: readonly string[];
}

/** Serves a world and opens the app in Chromium while `use` lasts. */
export async function withApp(
  fill: (simulator: GroupMeSimulator, origin: string) => void,
  use: (stage: WebStage) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const serving = new Subscription();
  try {
    const served = await new Promise<Served>((resolve, reject) =>
      serving.add(
        serveWeb({ fill }).subscribe({ next: resolve, error: reject }),
      )
    );
    await withChromium(async (browser) => {
      const context = await browser.newContext({
        locale: "en-US",
        viewport: { width: 1180, height: 800 },
        reducedMotion: "reduce",
        ...options,
      });
      context.setDefaultTimeout(LIMIT_MS);
      const problems: string[] = [];
      context.on("weberror", (it) => problems.push(`${it.error()}`));
      context.on("console", (message) => {
        if (/Content Security Policy/.test(message.text())) {
          problems.push(message.text());
        }
      });
      const page = await context.newPage();
      await page.goto(served.origin);
      await use({ ...served, page, context, problems });
    });
  } finally {
    serving.unsubscribe();
  }
}

/** As withApp, in a world of one group, "Family", which is open. */
export async function withFamily(
  use: (stage: WebStage & { readonly group: SimulatedGroup }) => Promise<void>,
): Promise<void> {
  let group: SimulatedGroup | undefined;
  await withApp((simulator) => {
    group = simulator.addGroup({ name: "Family", members: 1, history: 3 });
  }, async (stage) => {
    await open(stage.page, /Family/);
    await use({ ...stage, group: group! });
  });
}

/**
 * Lets the simulator answer in place of GroupMe itself, where whoever signs in
 * by a token is.
 *
 * @param isGood Whether a token is accepted.
 */
export async function asGroupMe(
  { context, origin, simulator }: WebStage,
  isGood: (token: string) => boolean,
): Promise<void> {
  const headers = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "*",
    "access-control-allow-methods": "*",
  };
  await context.route(/^https:\/\/\w+\.groupme\.com\//, async (route) => {
    const request = route.request();
    const method = request.method();
    if (method === "OPTIONS") {
      return await route.fulfill({ status: 204, headers });
    }
    const sent = request.headers();
    if (!isGood(sent["x-access-token"] ?? "")) {
      return await route.fulfill({ status: 401, headers, json: { meta: {} } });
    }
    const { pathname, search } = new URL(request.url());
    const response = await fetch(`${origin}${pathname}${search}`, {
      method,
      headers: {
        "x-access-token": simulator.token,
        "content-type": sent["content-type"] ?? "application/json",
      },
      ...method !== "GET" && { body: request.postData() },
    });
    await route.fulfill({
      status: response.status,
      headers,
      contentType: "application/json",
      body: await response.text(),
    });
  });
}

/** Signs in by a token, in the dialog that a button opens. */
export async function signIn(
  page: Page,
  button: "Demo" | "Account",
  token: string,
): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await page.getByRole("textbox", { name: /Access token/ }).fill(token);
  await page.getByRole("button", { name: "Use this token" }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

/** Opens a conversation by its name. */
export async function open(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole("navigation", { name: "Conversations" })
    .getByRole("link", { name }).first().click();
  // What was open before is gone by then; at phone width the list is hidden.
  await page.locator(".sidebar [aria-current=page]").filter({ hasText: name })
    .first().waitFor({ state: "attached" });
  await page.getByRole("log", { name: "Messages" }).waitFor();
}

/** The article that says something. */
export function said(page: Page, text: string | RegExp): Locator {
  return page.getByRole("log", { name: "Messages" })
    .getByRole("article").filter({ hasText: text });
}

/** Holds requests of a page; gives what lets them and all others go on. */
export async function holdRequests(
  page: Page,
  address: RegExp,
): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  await page.route(address, async (route) => {
    await promise;
    await route.continue();
  });
  return resolve;
}

/** Lets no message out, until `context.unroute(/\/messages/)`. */
export async function losePosts(context: BrowserContext): Promise<void> {
  await context.route(
    /\/messages/,
    (route) =>
      route.request().method() === "POST" ? route.abort() : route.fallback(),
  );
}

/** Writes and sends. */
export async function send(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Message" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

/** How often a text stands on the server. */
export function standing(
  group: { readonly size: number; messageAt(i: number): unknown },
  text: string,
): number {
  return Array.from({ length: group.size }, (_, i) => group.messageAt(i))
    .filter((it) => (it as { text?: string } | undefined)?.text === text)
    .length;
}

/** Waits until the page has kept a text in its cache. */
export async function keptSoon(
  page: Page,
  text: string,
  account = "demo",
): Promise<void> {
  const end = Date.now() + LIMIT_MS;
  while (!await page.evaluate(keptInCache, { account, text })) {
    assert(Date.now() < end, "nothing is kept");
  }
}
