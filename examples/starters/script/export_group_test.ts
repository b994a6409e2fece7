import { deepStrictEqual, rejects } from "node:assert/strict";
import { Client, Unauthorized } from "@rxgroupme/client";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { exportGroup } from "./export_group.ts";

/** Tries again at once, more or less. */
const retry = { initialDelay: 1, maxDelay: 5 };

Deno.test("exportGroup() writes each message once, while GroupMe fails", async () => {
  const simulator = new GroupMeSimulator();
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, retry });
  const group = simulator.addGroup({ history: 1_000 });
  simulator.fault({ status: 502, probability: 1 / 3 });
  const dir = await Deno.makeTempDir();
  try {
    const path = `${dir}/group.ndjson`;
    const count = await exportGroup(client, group.id, path);
    const lines = (await Deno.readTextFile(path)).trimEnd().split("\n");
    deepStrictEqual(count, 1_000);
    deepStrictEqual(
      lines.map((line) => JSON.parse(line).id),
      Array.from({ length: 1_000 }, (_, i) => group.idAt(999 - i)),
    );
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("exportGroup() leaves no file that looks whole", async () => {
  const simulator = new GroupMeSimulator();
  const { token, fetch } = simulator;
  const client = new Client({ token, fetch, retry });
  const group = simulator.addGroup({ history: 1_000 });
  const dir = await Deno.makeTempDir();
  try {
    const path = `${dir}/group.ndjson`;
    await rejects(
      exportGroup(client, group.id, path, (count) => {
        if (count === 300) simulator.fault({ status: 401 });
      }),
      Unauthorized,
    );
    const names = await Array.fromAsync(Deno.readDir(dir), (it) => it.name);
    deepStrictEqual(names, ["group.ndjson.part"]);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});
