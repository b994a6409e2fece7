import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";

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

Deno.test("Message reads what is missing or of another type without throwing", async () => {
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
