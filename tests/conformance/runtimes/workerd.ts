import { npmPackage } from "../../support/npm.ts";
import { within } from "../../support/within.ts";
import { withWorker } from "../../support/workerd.ts";
import type { Venue } from "../play.ts";
import { LIMIT, type Played, script } from "./runtime.ts";

/** Plays the suite on workerd, within one request to a worker. */
export async function inWorkerd(venue: Venue): Promise<Played> {
  const { version } = await npmPackage("miniflare", "workerd");
  const worker = await script("runtimes/worker.ts");
  const outcomes = await withWorker(worker, {}, async (worker) => {
    const answer = worker.dispatchFetch("http://localhost/", {
      method: "POST",
      body: JSON.stringify(venue),
    });
    return (await within(LIMIT, "Playing on workerd", answer)).json();
  });
  return { version, outcomes };
}
