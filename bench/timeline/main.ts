import { align } from "../report.ts";

/** The medians of a contender, in microseconds. */
interface Figures {
  write: number;
  edit: number;
  react: number;
  older?: number;
  again?: number;
  changed?: boolean;
}

/**
 * How often each change is made: until the code is compiled, where that takes no
 * more than a few seconds.
 */
const CONTENDERS: readonly (readonly [name: string, times: number])[] = [
  ["rxgroupme", 2_000],
  ["stream_chat", 2_000],
  ["tanstack_db", 600],
  ["rxdb", 100],
  ["apollo", 30],
];

/**
 * Measures one live message, one edit and one reaction in a list of 10,000, up
 * to the list that a UI gets: in this library and in its peers, each in a
 * process of its own.
 *
 * @returns A table, and what else was measured of this library.
 */
export async function timelines(): Promise<string> {
  const rows: string[][] = [];
  let own: Figures | undefined;
  for (const [name, times] of CONTENDERS) {
    const figures = await run(name, 10_000, times);
    if (name === "rxgroupme") own = figures;
    const { write, edit, react } = figures;
    rows.push([name, ...[write, edit, react].map(show)]);
  }
  const small = await run("rxgroupme", 300, 2_000);
  const short = [small.write, small.edit, small.react].map(show);
  rows.splice(1, 0, ["rxgroupme, 300 rows", ...short]);
  const older = show(own?.older ?? NaN);
  const again = show(own?.again ?? NaN);
  const emissions = own?.changed ? "a new snapshot" : "no new snapshot";
  return [
    "One change in a list of 10,000 messages, medians in µs",
    align([["", "message", "edit", "reaction"], ...rows]),
    `100 older messages into 10,000: ${older} µs; ` +
    `a page of 100 read again: ${again} µs, and ${emissions}`,
  ].join("\n");
}

async function run(
  name: string,
  messages: number,
  times: number,
): Promise<Figures> {
  const worker = new URL("worker.ts", import.meta.url).href;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--quiet", worker, name, `${messages}`, `${times}`],
  }).output();
  if (!success) {
    throw new Error(`${name} failed: ${new TextDecoder().decode(stderr)}`);
  }
  const lines = new TextDecoder().decode(stdout).trim().split("\n");
  return JSON.parse(lines.at(-1) ?? "");
}

function show(us: number): string {
  return us < 100 ? us.toFixed(1) : Math.round(us).toLocaleString("en");
}

if (import.meta.main) console.log(await timelines());
