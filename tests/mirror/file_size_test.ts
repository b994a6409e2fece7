import { assert } from "@std/assert";
import { mirror } from "@rxgroupme/client/mirror";
import { sqliteMirror } from "@rxgroupme/client/mirror/sqlite";
import { DatabaseSync } from "node:sqlite";
import { lastValueFrom } from "rxjs";
import { accountOf } from "./account.ts";
import { inDirectory } from "./stores.ts";

Deno.test("sqliteMirror() fills its pages, although histories come newest first", () =>
  inDirectory(async (dir) => {
    const { client, clock } = accountOf({ groups: 1, messages: 5_000 });
    {
      await using store = sqliteMirror(`${dir}/a.db`);
      await clock.until(lastValueFrom(mirror(client, store)), 3_600_000);
    }
    using db = new DatabaseSync(`${dir}/a.db`);
    db.exec(`VACUUM INTO '${dir}/packed.db'`);
    const { size } = await Deno.stat(`${dir}/a.db`);
    const packed = await Deno.stat(`${dir}/packed.db`);
    assert(size < 1.3 * packed.size, `${size} of ${packed.size} bytes`);
  }));
