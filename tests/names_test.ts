import { assertEquals } from "@std/assert";
import { readConfig, readText } from "../_tools/project.ts";

/** Files that hold what no one name of theirs says, each with the reason. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "lib/changes/operators.ts": "operators on changes, which share one form",
  "lib/cli/cli.ts": "the program, whose function is main()",
  "lib/log/entry.ts": "an entry of the log, with its level",
  "lib/mirror/registers.ts": "what decides which of two writes holds",
  "lib/oauth.ts": "both halves of one sign-in",
  "lib/operators/call.ts": "types of what calls a command",
  "lib/operators/commands.ts": "operators that are commands, in one form",
  "lib/push/bayeux/client.ts": "the client of Bayeux, in its room",
  "lib/push/bayeux/signal.ts": "what a connection signals",
  "lib/push/tabs/leader_election.ts": "what an election needs of a browser",
  "lib/push/transports/long_polling.ts": "fetchWire, long polling by fetch",
  "lib/testing/model/handles.ts": "handles on what is simulated",
  "lib/timeline/host.ts": "what a timeline needs of its conversation",
  "lib/timeline/types.ts": "the values of a timeline",
  "lib/transport/remote.ts": "a URL of others, and the hosts that it may name",
  "lib/wire/user.ts": "JSON of the user's own account",
};

/** The words of a name, without a plural `s`. */
function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_")
    .toLowerCase().split("_").map((it) => it.replace(/s$/, ""));
}

/** The names that an entry point takes from each file. */
async function readExports(entry: string): Promise<Map<string, string[]>> {
  const files = new Map<string, string[]>();
  const statements = (await readText(entry))
    .matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)"/g);
  for (const [, list = "", from = ""] of statements) {
    const { pathname } = new URL(from, `file:///${entry}`);
    const names = list.split(",").map((it) => it.trim()).filter(Boolean)
      .map((it) => it.replace(/^type /, "").replace(/^(\w+) as .*/, "$1"));
    const path = pathname.slice(1);
    files.set(path, [...files.get(path) ?? [], ...names]);
  }
  return files;
}

Deno.test("a file with public names is named after one of them", async () => {
  const { exports } = await readConfig();
  const misnamed: string[] = [];
  for (const entry of Object.values(exports)) {
    for (const [path, names] of await readExports(entry.slice(2))) {
      const [file = ""] = path.match(/[^/]+(?=\.ts$)/) ?? [];
      const isNamed = names.some((name) =>
        wordsOf(name).some((it) => wordsOf(file).includes(it)) ||
        name.toLowerCase().includes(file)
      );
      if (!isNamed && !(path in EXCEPTIONS)) {
        misnamed.push(`${path}: ${names}`);
      }
    }
  }
  assertEquals(misnamed, []);
});
