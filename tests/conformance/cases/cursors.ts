import { commit, type Cursor, CursorConflict } from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { webStorageCursor } from "@rxgroupme/client/cursors/web_storage";
import { concatMap, map, take } from "rxjs";
import { all, assertEquals, assertErrors } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

const quick = { interval: 10, maxInterval: 20 };

/** The next ids of a tail that goes on from a cursor, each committed. */
function follow(
  { client }: Scene,
  id: string,
  cursor: Cursor,
  count: number,
): Promise<string[]> {
  const messages = client().groups.messages(id);
  return all(
    messages.tail({ ...quick, since: "beginning", cursor }).pipe(
      commit(cursor),
      map((message) => message.id),
      take(count),
    ),
  );
}

/** What must hold of each cursor: a clean restart repeats and skips nothing. */
async function resumes(scene: Scene, cursor: Cursor): Promise<void> {
  const { simulator } = scene;
  const { id } = await simulator.addGroup({ history: 7 });
  const first = await follow(scene, id, cursor, 4);
  await simulator.inject(id, { text: "meanwhile" });
  const second = await follow(scene, id, cursor, 4);
  assertEquals([...first, ...second], await simulator.ids(id));
}

/** Streams that go on where they stopped. */
export const cursors: Cases = {
  async "a tail goes on from a cursor in memory"(scene) {
    await resumes(scene, memoryCursor());
  },

  async "a tail goes on from a cursor in Web Storage"(scene) {
    const key = `tail ${scene.token}`;
    await resumes(scene, webStorageCursor(scene.storage, key));
    const other = webStorageCursor(scene.storage, `${key}, another`);
    assertEquals(await other.get() ?? undefined, undefined);
  },

  async "work that was not committed is done again"(scene) {
    const { simulator } = scene;
    const { id } = await simulator.addGroup({ history: 3 });
    const cursor = memoryCursor();
    const worked: string[] = [];
    const messages = scene.client().groups.messages(id);
    const crashing = messages
      .tail({ ...quick, since: "beginning", cursor }).pipe(
        concatMap((message) => {
          worked.push(message.id);
          if (worked.length === 2) throw new RangeError("crash");
          return [message];
        }),
        commit(cursor),
      );
    await assertErrors(crashing, RangeError);
    const ids = await simulator.ids(id);
    assertEquals(worked, ids.slice(0, 2));
    assertEquals(await follow(scene, id, cursor, 2), ids.slice(1));
  },

  async "of two programs on one cursor one is told"(scene) {
    const { id } = await scene.simulator.addGroup({ history: 3 });
    const cursor = memoryCursor();
    const messages = scene.client().groups.messages(id);
    const robbed = messages
      .tail({ ...quick, since: "beginning", cursor }).pipe(
        concatMap(async (message) => {
          // The other one commits in between.
          await follow(scene, id, { ...cursor }, 1);
          return message;
        }),
        commit(cursor),
      );
    await assertErrors(robbed, CursorConflict);
  },
};
