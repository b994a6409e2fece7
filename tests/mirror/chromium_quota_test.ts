import { assert, assertEquals } from "@std/assert";
import { testWithEsbuild } from "../build/esbuild.ts";
import { withProgram } from "./program_page.ts";

const MESSAGES = 10_000;

/** How a run in the page ended. */
interface Told {
  readonly state: string;
  readonly isFull: boolean;
  readonly message: string;
  readonly stored: number;
  /** Whether each message from the oldest covered one on is stored. */
  readonly isWhole: boolean;
}

const PROGRAM = `
import { Client } from "@rxgroupme/client";
import { mirror, StoreFull } from "@rxgroupme/client/mirror";
import { indexedDbMirror } from "@rxgroupme/client/mirror/indexeddb";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { lastValueFrom } from "rxjs";

const simulator = new GroupMeSimulator();
const group = simulator.addGroup({ history: ${MESSAGES} });
const { token, fetch } = simulator;
const rateLimit = { requests: 1_000, perMs: 1 };
const client = new Client({ token, fetch, rateLimit });
const name = "group:" + group.id;

globalThis.run = async () => {
  const store = indexedDbMirror("mirror");
  const ended = { state: "", isFull: false, message: "" };
  try {
    ended.state = (await lastValueFrom(mirror(client, store))).state;
  } catch (error) {
    ended.isFull = error instanceof StoreFull;
    ended.message = String(error);
  }
  await store[Symbol.asyncDispose]();
  const again = indexedDbMirror("mirror");
  const rows = await again.read(name, { limit: ${MESSAGES} + 1 });
  const ids = new Set(rows.map(({ id }) => id));
  const coverage = await again.coverage(name);
  let isWhole = true;
  for (let n = 0; n < ${MESSAGES}; n++) {
    const id = group.idAt(n);
    const isCovered = coverage.some(({ from, to }) =>
      BigInt(from) < BigInt(id) && BigInt(id) <= BigInt(to)
    );
    if (isCovered && !ids.has(id)) isWhole = false;
  }
  await again[Symbol.asyncDispose]();
  return { ...ended, stored: rows.length, isWhole };
};
`;

testWithEsbuild(
  "indexedDbMirror() in Chromium tells that there is no more room, and goes on once there is",
  async () => {
    await withProgram(PROGRAM, async (page) => {
      const origin = new URL(page.url()).origin;
      const browser = await page.context().newCDPSession(page);
      const override = "Storage.overrideQuotaForOrigin";
      await browser.send(override, { origin, quotaSize: 500_000 });
      const full: Told = await page.evaluate("run()");
      console.log(JSON.stringify(full));
      assert(full.isFull, full.message);
      assert(full.message.includes("no more room"), full.message);
      assert(0 < full.stored && full.stored < MESSAGES, `${full.stored}`);
      assert(full.isWhole);
      await browser.send(override, { origin });
      const whole: Told = await page.evaluate("run()");
      assertEquals(whole, {
        state: "done",
        isFull: false,
        message: "",
        stored: MESSAGES,
        isWhole: true,
      });
    });
  },
);
