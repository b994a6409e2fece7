import { assertEquals, assertMatch } from "@std/assert";
import { GroupMeSimulator } from "@rxgroupme/client/testing";
import { command } from "../../_tools/deno.ts";
import { Child, type Prepare } from "../cli/child.ts";
import { Served } from "../cli/served.ts";
import { Consumer } from "./consumer.ts";

/** Where npm puts the command of an installed package. */
const GROUPME = "node_modules/.bin/groupme";

Deno.test("groupme of the package runs in Node", async (t) => {
  await using consumer = await Consumer.make("command");
  const inNode: Prepare = (program, args, options) =>
    new Deno.Command("node", {
      args: [program, ...args],
      ...options,
      cwd: consumer.dir,
    });
  const inDeno: Prepare = (program, args, options) =>
    command(["run", "-A", "--quiet", program, ...args], {
      ...options,
      cwd: consumer.dir,
    });
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ name: "Family", history: 4_000 });
  await using served = new Served(simulator);
  const groupme = (args: string[], env = served.env, prepare = inNode) =>
    new Child(GROUPME, args, env, prepare);

  /** Runs it to its end. */
  async function ended(
    ...args: Parameters<typeof groupme>
  ): Promise<[code: number, out: string, err: string]> {
    await using child = groupme(...args);
    return [await child.code(), child.out, child.err];
  }

  await t.step(
    "groups, and wrong usage, have the exit codes of Deno",
    async () => {
      const [code, out] = await ended(["groups"]);
      assertEquals([code, out], [
        0,
        `${group.id}\t4000\t${timeOf(out)}\tFamily\n`,
      ]);
      assertEquals(await ended(["bogus"]), [
        2,
        "",
        "error: unknown command 'bogus'\n",
      ]);
      const [without, , why] = await ended(["groups"], {});
      assertEquals(without, 1);
      assertMatch(
        why,
        /^error: Cannot ask GroupMe: GROUPME_TOKEN is not set\. /,
      );
    },
  );

  await t.step(
    "history writes each message to a pipe, and a table to a file",
    async () => {
      const all = Array.from(
        { length: 4_000 },
        (_, i) => group.idAt(3_999 - i),
      );
      const [code, out, err] = await ended([
        "history",
        "Family",
        "--ndjson",
        "-",
      ]);
      assertEquals([code, err], [0, ""]);
      const lines = out.trimEnd().split("\n");
      assertEquals(
        lines.map((it) => JSON.parse(it).id),
        all,
      );
      const table = [
        "history",
        "Family",
        "--csv",
        "family.csv",
        "--limit",
        "3",
      ];
      assertEquals(await ended(table), [0, "", "3 messages in family.csv\n"]);
      const csv = await Deno.readTextFile(`${consumer.dir}/family.csv`);
      assertEquals(csv.trimEnd().split("\n").length, 4);
      const [again, , taken] = await ended(table);
      assertEquals(again, 1);
      assertMatch(
        taken,
        /^error: Cannot write family.csv: it is there already/,
      );
    },
  );

  await t.step("it ends in silence when nobody reads on", async () => {
    await using child = groupme(["history", "Family"]);
    await child.hears(/\n/);
    child.stopReading();
    assertEquals([await child.code(), child.err], [0, ""]);
  });

  await t.step("tail shows what post says, until Ctrl-C", async () => {
    await using tail = groupme(["tail", "Family"]);
    await tail.hears(/Following Family/);
    const [code, id] = await ended(["post", "Family", "Dinner?"]);
    assertEquals([code, id], [0, `${group.idAt(group.size - 1)}\n`]);
    await tail.hears(/: Dinner\?\n/);
    tail.kill("SIGINT");
    assertEquals(await tail.code(), 130);
  });

  await t.step("simulate serves, until it is told to end", async () => {
    await using simulate = groupme(["simulate", "--port", "0", "--no-talk"]);
    const [, GROUPME_API = "", GROUPME_TOKEN = ""] = await simulate.hears(
      /GROUPME_API=(\S+) GROUPME_TOKEN=(\S+)/,
    );
    const [code, out] = await ended(["groups"], { GROUPME_API, GROUPME_TOKEN });
    assertEquals(code, 0);
    assertMatch(out, /\tBook Club\n/);
    assertMatch(simulate.out, /^ {2}npx groupme groups$/m);
    const port = new URL(GROUPME_API).port;
    const [inUse, , why] = await ended(["simulate", "--port", port]);
    assertEquals([inUse, why], [
      1,
      `error: Cannot listen on port ${port}: it is in use\n`,
    ]);
    simulate.kill("SIGTERM");
    assertEquals(await simulate.code(), 143);
  });

  await t.step("what locks files names Deno, where it works", async () => {
    const copy = ["mirror", "copy"];
    for (
      const args of [copy, ["history", "Family", "--ndjson", "family.ndjson"]]
    ) {
      const [code, out, err] = await ended(args);
      assertEquals([code, out], [1, ""]);
      assertMatch(
        err,
        /^error: .* needs Deno: say "npx -y deno@2 run -A (\S+)"/,
      );
      assertMatch(err, new RegExp(`-A ${GROUPME}" for "groupme"\n$`));
      assertEquals((await ended(args, served.env, inDeno))[0], 0);
    }
    const [code, out] = await ended(["search", "copy", "dinner"], {}, inDeno);
    assertEquals(code, 0);
    assertMatch(out, /Dinner\?/);
  });
});

/** The time on a line of `groupme groups`, which is checked elsewhere. */
function timeOf(line: string): string {
  return line.split("\t")[2] ?? "";
}
