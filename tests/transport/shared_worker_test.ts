import { assertEquals } from "@std/assert";
import { bundle, testOnWorkerd, withWorker } from "../support/workerd.ts";

const REQUESTS = 1_000;
/** More than all of them need, in ms. */
const LIMIT = 150_000;

/** What the n-th request meets upstream. */
type Fate = "quick" | "slow" | "busy" | "limited" | "hang";
const FATES: readonly Fate[] = ["quick", "slow", "busy", "limited", "hang"];

const EXPECTED: { readonly [fate in Fate]: string } = {
  quick: "answered",
  slow: "answered",
  busy: "answered",
  limited: "answered",
  hang: "NoResponse",
};

/** A GroupMe that answers, takes its time, refuses once, or never answers. */
function upstream(): { readonly origin: string; close(): Promise<void> } {
  const seen = new Set<string>();
  const stopping = new AbortController();
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", signal: stopping.signal, onListen() {} },
    async ({ url }) => {
      const { pathname, searchParams } = new URL(url);
      const id = searchParams.get("id") ?? "";
      const isFirst = !seen.has(id);
      seen.add(id);
      const done = () =>
        Response.json({ response: { id }, meta: { code: 200 } });
      const refuse = (status: number) =>
        Response.json({ meta: { code: status } }, { status });
      if (pathname.endsWith("/hang")) return await new Promise(() => {});
      if (pathname.endsWith("/busy") && isFirst) return refuse(503);
      if (pathname.endsWith("/limited") && isFirst) return refuse(429);
      if (pathname.endsWith("/slow")) {
        await new Promise((done) => setTimeout(done, 300));
      }
      return done();
    },
  );
  return {
    origin: `http://127.0.0.1:${server.addr.port}`,
    close: async () => {
      stopping.abort();
      await server.finished;
    },
  };
}

testOnWorkerd(
  `Client at module scope of a Worker serves ${REQUESTS} requests, a third of which are left`,
  async () => {
    const groupMe = upstream();
    const script = await bundle(new URL("shared_worker.ts", import.meta.url));
    const bindings = { bindings: { UPSTREAM: groupMe.origin } };
    const outcomes = await withWorker(script, bindings, async (worker) => {
      const origin = await worker.ready;
      const ask = async (n: number): Promise<[Fate, string, number]> => {
        const fate = FATES[n % FATES.length]!;
        // Those that are left end with all that workerd has begun for them.
        const isLeft = n % 3 === 0;
        const started = performance.now();
        const signal = AbortSignal.timeout(isLeft ? 20 + n % 400 : LIMIT);
        const url = new URL(`/${fate}?id=${n}`, origin);
        const outcome = await fetch(url, { signal })
          .then((response) => response.text())
          .catch(() => isLeft ? "left" : "no answer");
        return [fate, isLeft ? "left" : outcome, performance.now() - started];
      };
      return await Promise.all(
        Array.from({ length: REQUESTS }, (_, n) => ask(n)),
      );
    });
    await groupMe.close();
    const kept = outcomes.filter(([, outcome]) => outcome !== "left");
    assertEquals(kept.length, Math.floor(REQUESTS * 2 / 3));
    const wrong = kept.filter(([fate, outcome]) => outcome !== EXPECTED[fate]);
    assertEquals(wrong, []);
    const slowest = Math.max(...kept.map(([, , ms]) => ms));
    console.log(`${kept.length} served; the slowest after ${slowest | 0} ms`);
  },
);
