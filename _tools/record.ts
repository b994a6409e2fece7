/**
 * Records the demo in a terminal, as an asciicast: `deno task record`. Needs
 * `script` of util-linux.
 *
 * @module
 */

import { root } from "./deno.ts";
import { parts, toAsciicast } from "./record/asciicast.ts";

const COLUMNS = 80;
const ROWS = 30;
/** More than the demo takes, in ms. */
const LIMIT_MS = 120_000;
const CAST = new URL("docs/demo.cast", root);

const dir = await Deno.makeTempDir();
try {
  const [output, timing] = [`${dir}/output`, `${dir}/timing`];
  const demo = `stty cols ${COLUMNS} rows ${ROWS}; ` +
    `'${Deno.execPath()}' run -A --quiet examples/demo.ts`;
  const { success } = await new Deno.Command("script", {
    args: [
      ...["--quiet", "--return", "--command", demo],
      ...["--log-out", output, "--log-timing", timing],
    ],
    cwd: root,
    stdin: "null",
    stdout: "inherit",
    signal: AbortSignal.timeout(LIMIT_MS),
  }).output();
  if (!success) throw new Error("The demo failed");
  const events = parts(
    await Deno.readFile(output),
    await Deno.readTextFile(timing),
  );
  const cast = toAsciicast(events, { columns: COLUMNS, rows: ROWS });
  await Deno.writeTextFile(CAST, cast);
  console.log(`${cast.length} bytes in docs/demo.cast`);
} finally {
  await Deno.remove(dir, { recursive: true });
}
