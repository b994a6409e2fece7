import { assertEquals, assertRejects } from "@std/assert";
import { Client, MissingResponseError } from "@rxgroupme/client";
import { lastValueFrom, map, toArray } from "rxjs";
import { toDate } from "../../../lib/wire/json.ts";
import { ODD_IDS, withOdd } from "../../support/malformed.ts";
import { world } from "../../support/world.ts";

/** What may come over the wire where a message should be. */
const odd = [
  { id: "9", text: "as usual", created_at: 1754052301, group_id: "1" },
  { id: "8", attachments: [{ type: "hologram", depth: 3 }, null, 7] },
  { id: 7, text: 42, created_at: "1754052301", favorited_by: null },
  { id: "6", text: null, attachments: null, reactions: "none", event: 5 },
  { id: "5", name: { first: "Ines" }, user_id: 41870263, system: "yes" },
  null,
  "a text",
  { id: "4", created_at: null, favorited_by: ["1", 1, "2", "1"] },
  {},
];

function page() {
  const client = new Client({
    token: "t",
    fetch: () =>
      Promise.resolve(
        Response.json({
          response: { count: 9, messages: odd },
          meta: { code: 200 },
        }),
      ),
  });
  return lastValueFrom(client.groups.messages("1").list());
}

Deno.test("Messages.list() makes a message of each odd one", async () => {
  const messages = await page();
  assertEquals(messages.map(({ id }) => id), [
    "9",
    "8",
    "7",
    "6",
    "5",
    "4",
    "",
  ]);
});

Deno.test("Message reads missing and malformed fields without throwing", async () => {
  const [first, second, third, , fifth, sixth, last] = await page();
  assertEquals(first?.createdAt, new Date("2025-08-01T12:45:01Z"));
  assertEquals(second?.data.attachments?.[0], { type: "hologram", depth: 3 });
  assertEquals(second?.attachments.length, 1);
  assertEquals(third?.text, "42");
  assertEquals(third?.createdAt, first?.createdAt);
  assertEquals(third?.favoritedBy, []);
  assertEquals(fifth?.name, undefined);
  assertEquals(fifth?.userId, "41870263");
  assertEquals(fifth?.isSystem, false);
  assertEquals(sixth?.createdAt, undefined);
  assertEquals(sixth?.favoritedBy, ["1", "2"]);
  assertEquals(last?.groupId, "1");
  assertEquals(String(last), "undefined: ");
});

Deno.test("ManagedResource.toJSON() gives the JSON as it came", async () => {
  const [, second] = await page();
  assertEquals(JSON.parse(JSON.stringify(second)), odd[1]);
});

Deno.test("toDate() makes no date of what is none", () => {
  assertEquals(toDate("1754052301.5"), new Date(1_754_052_301_500));
  for (
    const odd of [null, "", "soon", true, 1e21, {}, { toString: 1, valueOf: 1 }]
  ) assertEquals(toDate(odd), undefined);
});

for (const id of ODD_IDS) {
  Deno.test(`Messages.listAll() goes on past a message whose id is ${JSON.stringify(id)}`, async () => {
    const { simulator } = world();
    const group = simulator.addGroup({ history: 5 });
    simulator.inject(group, { text: "odd" });
    simulator.inject(group, { text: "low tide" });
    const { token } = simulator;
    const client = new Client({ token, fetch: withOdd(simulator, { id }) });
    const listed = client.groups.messages(group.id).listAll({ limit: 3 });
    const texts = await lastValueFrom(
      listed.pipe(map(({ text }) => text), toArray()),
    );
    assertEquals(texts.slice(0, 2), ["low tide", "odd"]);
    assertEquals(texts.length, 7);
  });
}

Deno.test("Messages.listAll() takes a page of nothing but odd ones for no end", async () => {
  const { simulator } = world();
  const group = simulator.addGroup({ history: 300 });
  let pages = 0;
  const client = new Client({
    token: simulator.token,
    retry: false,
    fetch: (request) =>
      ++pages === 2
        ? Promise.resolve(
          Response.json({ response: { messages: [null, 7] }, meta: {} }),
        )
        : simulator.fetch(request),
  });
  await assertRejects(
    () => lastValueFrom(client.groups.messages(group.id).listAll()),
    MissingResponseError,
    "no list of messages in it",
  );
});
