import { assert } from "@std/assert";
import { run } from "../_tools/deno.ts";
import { importFlags } from "../_tools/imports.ts";

/** A program of somebody who has set `exactOptionalPropertyTypes`. */
const PROGRAM = `
import {
  Client, type ClientOptions, commit, compose, type Cursor, download, findOne,
  like, mention, piecesOf, pictureUrl, post,
} from "@rxgroupme/client";
import { calendar } from "@rxgroupme/client/calendar";
import { mergeMap } from "rxjs";

function maybe<T>(value: T): T | undefined {
  return value;
}
declare const cursor: Cursor;
const options: ClientOptions = {
  token: "t",
  fetch: maybe(fetch),
  baseUrls: maybe({ api: maybe("https://relay.example/v3") }),
  auth: maybe("query"),
  timeout: maybe(1_000),
  retry: maybe({ attempts: maybe(2), maxDelay: maybe(1_000) }),
  rateLimit: maybe(false),
  random: maybe(Math.random),
};
const client = new Client(options);
const messages = client.groups.messages("1");
messages.list({ limit: maybe(5), beforeId: maybe("2") });
messages.listAll({ limit: maybe(5), prefetch: maybe(1) });
messages.create("x", { sourceGuid: maybe("g"), split: maybe(true) });
client.groups.list({ page: maybe(2), perPage: maybe(10) });
client.request({ path: "/x", method: maybe("POST"), query: maybe({ a: 1 }) });
messages.tail({ since: maybe("1"), interval: maybe(500), cursor: maybe(cursor) })
  .pipe(commit(cursor)).subscribe((message) => console.log(message.text));
client.groups.listAll({ perPage: maybe(100) }).pipe(
  findOne({ name: "Family" }),
  post((group) => compose\`Hi \${group.members.map((it) => mention(it))}\`),
  like({ concurrency: maybe(2) }),
).subscribe();
messages.listAll().subscribe((message) => {
  piecesOf(message);
  pictureUrl(message);
  compose\`\${message} by \${mention(message)}\`;
  message.reply({ text: message.text, attachments: message.attachments });
});
const here = calendar(client, "1");
here.list({ endingAfter: maybe(new Date()), limit: maybe(5) });
here.update("2", {
  name: maybe("Night count"),
  startAt: maybe(new Date()),
  endAt: maybe(new Date()),
  timeZone: maybe("Etc/UTC"),
  isAllDay: maybe(true),
  location: maybe({ name: "Pier 4", address: maybe("4 Harbor Way") }),
  reminders: maybe([0]),
});
here.cancel("2", { series: maybe("all") });
messages.listAll().pipe(
  mergeMap((message) => message.attachments),
  download(client.images, { onError: "continue", size: maybe("large") }),
).subscribe(({ attachment, data }) => [attachment.type, data.size]);
`;

Deno.test("options take undefined under exactOptionalPropertyTypes", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const config = `${folder}/deno.json`;
    const strict = { strict: true, exactOptionalPropertyTypes: true };
    await Deno.writeTextFile(
      config,
      JSON.stringify({ compilerOptions: strict }),
    );
    await Deno.writeTextFile(`${folder}/program.ts`, PROGRAM);
    // Without a lock: with another configuration Deno would empty it.
    const imports = (await importFlags()).filter((it) => !/lock/.test(it));
    const flags = ["--no-lock", ...imports, `--config=${config}`];
    const { ok, text } = await run(
      ["check", "--quiet", ...flags, `${folder}/program.ts`],
      240_000,
    );
    assert(ok, text);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
