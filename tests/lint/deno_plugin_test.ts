import { assertEquals } from "@std/assert";
import plugin from "@rxgroupme/client/lint";

const IMPORTS = `
import { Client, type Group, type MessageData } from "@rxgroupme/client";
import { calendar } from "@rxgroupme/client/calendar";
import { deleteMessage as erase } from "@rxgroupme/client/changes";
import { files, uploadMedia } from "@rxgroupme/client/media";
import { polls } from "@rxgroupme/client/polls";
import { joining, moderation } from "@rxgroupme/client/membership";
import { readState } from "@rxgroupme/client/read_state";
import { concatMap, firstValueFrom, map, tap } from "rxjs";
const client = Client.fromToken("...");
const { groups } = client;
const messages = groups.messages("1234");
`;

/** What the rule reports of a program, line by line. */
function reported(program: string, imports = IMPORTS): string[] {
  const source = `${imports}\n${program}`;
  return Deno.lint.runPlugin(plugin, "main.ts", source).map(({ range }) =>
    source.slice(...range)
  );
}

for (
  const [program, ...parts] of [
    [`await messages.create("hi");`, `messages.create("hi")`],
    [`messages.create("hi");`, `messages.create("hi")`],
    [`void messages.create("hi");`, `messages.create("hi")`],
    [`await client.groups.list();`, `client.groups.list()`],
    [
      `new Client({ token }).user.getMe();`,
      `new Client({ token }).user.getMe()`,
    ],
    [
      `messages.tail().pipe(map((it) => it.text));`,
      `messages.tail().pipe(map((it) => it.text))`,
    ],
    [
      `messages.tail().subscribe((it) => it.reply("pong"));`,
      `it.reply("pong")`,
    ],
    [
      `messages.tail().subscribe({ next(it) { it.like(); } });`,
      `it.like()`,
    ],
    [
      `messages.tail().pipe(tap((it) => { it.like(); })).subscribe();`,
      `it.like()`,
    ],
    [
      `messages.tail().pipe(tap((it) => it.like())).subscribe();`,
      `it.like()`,
    ],
    [
      `for await (const it of messages.listAll()) { await it.like(); }`,
      `it.like()`,
    ],
    [
      `erase({ manager: messages, id: "1" });`,
      `erase({ manager: messages, id: "1" })`,
    ],
    [
      `calendar(client, "1").cancel("2");`,
      `calendar(client, "1").cancel("2")`,
    ],
    [
      `files(client, "1").upload(blob, { name: "a" });`,
      `files(client, "1").upload(blob, { name: "a" })`,
    ],
    [
      `await uploadMedia(client, blob, size);`,
      `uploadMedia(client, blob, size)`,
    ],
    [
      `polls(client, "1").end("2");`,
      `polls(client, "1").end("2")`,
    ],
    [
      `await readState(client).markAllRead();`,
      `readState(client).markAllRead()`,
    ],
    [
      `moderation(client, "1").approve("2");`,
      `moderation(client, "1").approve("2")`,
    ],
    [
      `await joining(client).join("1", "token");`,
      `joining(client).join("1", "token")`,
    ],
    [
      `const page = await firstValueFrom(messages.list()); page[0].like();`,
      `page[0].like()`,
    ],
    [
      `const [it] = await firstValueFrom(messages.list()); await it.like();`,
      `it.like()`,
    ],
    [
      `function greet(group: Group) { group.post("hi"); }`,
      `group.post("hi")`,
    ],
    [
      `messages.tail().subscribe((it) => { it.text && it.like(); });`,
      `it.like()`,
    ],
    [
      `messages.tail().subscribe((it) => { it.text ? it.like() : it.unlike(); });`,
      `it.like()`,
      `it.unlike()`,
    ],
    [
      `messages.tail().subscribe((it) => { it?.like(); });`,
      `it?.like()`,
    ],
    [`client?.groups.list();`, `client?.groups.list()`],
    [`await (messages?.create("hi") as unknown);`, `messages?.create("hi")`],
    [
      `for await (const page of messages.listAll().pages()) {
        page.forEach((it) => it.like());
      }`,
      `it.like()`,
    ],
    [
      `async function greet() { const post = messages; await post.create("a"); }`,
      `post.create("a")`,
    ],
  ] as const
) {
  Deno.test(`no-unsubscribed-command reports ${program}`, () => {
    assertEquals(reported(program), [...parts]);
  });
}

for (
  const program of [
    `messages.create("hi").subscribe();`,
    `await firstValueFrom(messages.create("hi"));`,
    `await messages.listAll().forEach((it) => console.log(it.text));`,
    `for await (const it of messages.listAll()) console.log(it.text);`,
    `messages.tail().pipe(concatMap((it) => it.reply("pong"))).subscribe();`,
    `messages.tail().subscribe((it) => console.log(it.text));`,
    `messages.tail().subscribe((it) => { it.like().subscribe(); });`,
    `const post = messages.create("hi"); post.subscribe();`,
    `export const all = () => client.groups.listAll();`,
    `document.createElement("a"); new Map().delete("a"); await fetch("/");`,
    `const other = groups.messages("5");`,
    `const running = messages.tail().subscribe(); running.unsubscribe();`,
    `const running = messages.tail().subscribe(); running.add(() => {});`,
    `const it = messages.listAll()[Symbol.asyncIterator](); await it.next();`,
    `messages.tail().subscribe((it) => {
      const words = it.text?.split(" ") ?? [];
      words.shift();
      const names = it.text.split(" ");
      names.reverse();
    });`,
    `messages.list().subscribe((page) => {
      const ids = page.map((it) => it.id);
      ids.sort();
      ids.push("5");
    });`,
    `client.activity$.subscribe((it) => { it.type.at(0); });`,
    `const { data } = await firstValueFrom(messages.get("1")); await data.text();`,
    `const text = await firstValueFrom(messages.get("1")).then((it) => it.text);`,
    `function text(data: MessageData) { data.attachments.pop(); }`,
  ]
) {
  Deno.test(`no-unsubscribed-command lets pass ${program}`, () => {
    assertEquals(reported(program), []);
  });
}

Deno.test("no-unsubscribed-command leaves files alone that do not import the library", () => {
  const program = `const client = { create() {} }; client.create("hi");`;
  assertEquals(reported(program, ""), []);
});

Deno.test("no-unsubscribed-command says what to write instead", () => {
  const [awaited, dropped] = Deno.lint.runPlugin(
    plugin,
    "main.ts",
    `${IMPORTS} await messages.create("a"); messages.create("b");`,
  );
  assertEquals(awaited?.hint?.includes("firstValueFrom"), true);
  assertEquals(dropped?.hint?.includes(".subscribe()"), true);
  assertEquals(awaited?.id, "rxgroupme/no-unsubscribed-command");
});

const ROOMS = [
  ...["calendar", "contacts", "media", "membership", "polls", "read_state"],
  ...["topics"],
];

for (const room of ROOMS) {
  const path = `@rxgroupme/client/${room}`;
  const exported: object = await import(path);
  for (const name of Object.keys(exported)) {
    // A class that is made by a function of its name has commands.
    const factory = name.charAt(0).toLowerCase() + name.slice(1);
    if (factory === name || !(factory in exported)) continue;
    Deno.test(`the rule knows ${factory}() and ${name} of ./${room}`, () => {
      const imports = `import { ${factory}, type ${name} } from "${path}";`;
      const made = `${factory}(client, "1").list()`;
      assertEquals(reported(`await ${made};`, imports), [made]);
      const typed = `async function f(it: ${name}) { await it.list(); }`;
      assertEquals(reported(typed, imports), ["it.list()"]);
    });
  }
}
