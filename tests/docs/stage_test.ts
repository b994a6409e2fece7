import { assert, assertEquals, assertRejects } from "@std/assert";
import { permissions, Stage } from "./stage.ts";

async function run(code: string): Promise<readonly string[]> {
  using stage = new Stage();
  return await stage.run(code);
}

const client = `
  import { Client } from "@rxgroupme/client";
  const client = Client.fromToken("...");
`;

for (
  const [what, code] of [
    ["at once", `throw new Error("caught");`],
    ["later", `setTimeout(() => { throw new Error("caught"); }, 9_000);`],
    [
      "to no subscriber",
      `import { throwError } from "rxjs";
       throwError(() => new Error("caught")).subscribe();`,
    ],
    [
      "in an alarm",
      `export class Relay { alarm() { throw new Error("caught"); } }`,
    ],
  ] as const
) {
  Deno.test(`Stage.run() rejects with what a program throws ${what}`, async () => {
    await assertRejects(() => run(code), Error, "caught");
  });
}

Deno.test("Stage.run() sees nothing of a program that does nothing", async () => {
  assertEquals(await run(`${client} client.groups.listAll();`), []);
});

Deno.test("Stage.run() tells what is printed, asked for, posted and answered", async () => {
  const seen = await run(`${client}
    Deno.serve(() => new Response(null, { status: 418 }));
    client.groups.messages("1234").create("hello").subscribe();
    console.log("printed", 1);
  `);
  const [posted, printed, own, ...answers] = seen;
  assertEquals([posted, printed, own], [
    "POST api.groupme.com/v3/groups/1234/messages",
    "printed 1",
    "+ Ines Calder: hello",
  ]);
  // For its own message, those of two others, and notices.
  assert(answers.length > 3, `${answers}`);
  assertEquals(answers.filter((it) => it !== "418"), []);
});

Deno.test("Stage.run() rejects when a program hangs", async () => {
  using stage = new Stage();
  const hanging = stage.run(
    "export class Relay { alarm() { return new Promise(() => {}); } }",
    20,
  );
  await assertRejects(() => hanging, Error, "Cannot go on");
});

Deno.test(
  "Stage.run() keeps a program off the network",
  { permissions },
  async () => {
    const dial = `await Deno.connect({ hostname: "127.0.0.1", port: 9 });`;
    await assertRejects(() => run(dial), Deno.errors.NotCapable);
  },
);

Deno.test("Stage puts back what it replaces, and stops what goes on", async () => {
  const places = [fetch, WebSocket, console.log, Deno.serve, setTimeout];
  await run(`setInterval(() => console.log("still there"), 1_000);`);
  const found = [fetch, WebSocket, console.log, Deno.serve, setTimeout];
  assertEquals(found.map((it, i) => it === places[i]), places.map(() => true));
});
