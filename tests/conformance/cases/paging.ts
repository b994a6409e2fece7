import { map, Subject, take } from "rxjs";
import { all, assertEquals, eventually } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

/** How many requests have come so far. */
async function count({ simulator }: Scene): Promise<number> {
  return (await simulator.requests()).length;
}

/** A group with a history, its ids newest first, and all of its messages. */
async function history(scene: Scene, length: number) {
  const { id } = await scene.simulator.addGroup({ history: length });
  const ids = (await scene.simulator.ids(id)).reverse();
  const pager = scene.client().groups.messages(id).listAll();
  return { id, ids, pager };
}

/** Lists of many pages, and the pace at which they are read. */
export const paging: Cases = {
  async "a whole history comes in order, in the fewest requests"(scene) {
    const { ids, pager } = await history(scene, 450);
    assertEquals(await all(pager.pipe(map((it) => it.id))), ids);
    const sizes = (await scene.simulator.requests()).map((it) => it.status);
    assertEquals(sizes, [200, 200, 200, 304]);
  },

  async "pages come as pages"(scene) {
    const { pager } = await history(scene, 450);
    const pages = await all(pager.pages());
    assertEquals(pages.map((page) => page.length), [200, 200, 50]);
  },

  async "take(n) requests no page more than it needs"(scene) {
    const { ids, pager } = await history(scene, 450);
    const first = await all(pager.pipe(take(200), map((it) => it.id)));
    assertEquals(first, ids.slice(0, 200));
    assertEquals(await count(scene), 1);
  },

  async "concatMap() requests no page before the work on the last is done"(
    scene,
  ) {
    const { ids, pager } = await history(scene, 250);
    const gate = new Subject<void>();
    const done: string[] = [];
    const finished = all(
      pager.concatMap(({ id }) => {
        done.push(id);
        return done.length === 200 ? gate.pipe(take(1)) : [];
      }),
    );
    await eventually("the work of the first page", () => done.length === 200);
    // Whoever would ask ahead had its time while this was asked and answered.
    assertEquals(await count(scene), 1);
    assertEquals(await count(scene), 1);
    gate.next();
    await finished;
    assertEquals(done, ids);
  },

  async "for await pulls, and leaving the loop leaves nothing behind"(scene) {
    const { ids, pager } = await history(scene, 450);
    const seen: string[] = [];
    for await (const { id } of pager) {
      seen.push(id);
      if (seen.length === 201) break;
    }
    assertEquals(seen, ids.slice(0, 201));
    assertEquals(await count(scene), 2);
    const rest: string[] = [];
    for await (const { id } of pager) rest.push(id);
    assertEquals(rest, ids);
  },

  async "a list by page number is read whole"(scene) {
    const names = Array.from({ length: 7 }, (_, i) => `Pier ${i}`);
    for (const name of names) await scene.simulator.addGroup({ name });
    const groups = await all(scene.client().groups.listAll({ perPage: 3 }));
    assertEquals(groups.map(({ name }) => name ?? "").sort(), names);
  },

  async "a page that fails is asked for again, and nothing comes twice"(scene) {
    const { id, ids, pager } = await history(scene, 450);
    const path = `/v3/groups/${id}/messages`;
    const { simulator } = scene;
    const seen: string[] = [];
    for await (const message of pager) {
      seen.push(message.id);
      if (seen.length !== 200) continue;
      await simulator.fault({ status: 503, match: { path }, times: 1 });
      await simulator.fault({ truncate: "text", match: { path }, times: 1 });
      await simulator.fault({ truncate: "stream", match: { path }, times: 1 });
    }
    assertEquals(seen, ids);
    assertEquals(await count(scene), 7);
  },

  async "leaving a walk aborts the page that is under way"(scene) {
    const { pager } = await history(scene, 450);
    const { simulator } = scene;
    const seen: string[] = [];
    const walk = pager.concatMap(({ id }) => {
      seen.push(id);
      return seen.length === 200 ? simulator.fault({ hang: true }) : [];
    }).subscribe();
    await eventually(
      "the second page waits",
      async () => seen.length === 200 && await simulator.open() === 1,
    );
    walk.unsubscribe();
    await eventually("it is let go", async () => await simulator.open() === 0);
  },
};
