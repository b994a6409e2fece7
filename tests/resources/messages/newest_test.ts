import { assertEquals, assertThrows } from "@std/assert";
import { lastValueFrom } from "rxjs";
import { envelope, recorded } from "../../support/recorded.ts";

Deno.test("Messages.newest() emits the newest messages and the count of all", async () => {
  const { client, simulator, sent } = recorded();
  const group = simulator.addGroup({ history: 30 });
  const messages = client.groups.messages(group.id);
  const newest = await lastValueFrom(messages.newest({ limit: 5 }));
  assertEquals(
    newest.messages.map(({ id }) => id),
    [29, 28, 27, 26, 25]
      .map((i) => group.messageAt(i)?.id ?? ""),
  );
  assertEquals(newest.count, 30);
  assertEquals("readReceipt" in newest, false);
  const [request] = sent;
  assertEquals(request?.method, "GET");
  assertEquals(request?.path, `/v3/groups/${group.id}/messages`);
  assertEquals(request?.url.search, "?acceptFiles=1&limit=5");
});

Deno.test("Messages.newest() emits none of an empty conversation", async () => {
  const { client, simulator } = recorded();
  const group = simulator.addGroup();
  const newest = await lastValueFrom(client.groups.messages(group.id).newest());
  assertEquals(newest, { messages: [], count: 0 });
});

for (
  const [what, receipt, expected] of [
    [
      "how far the other user has read",
      {
        id: "",
        chat_id: "7305518+41870263",
        message_id: "175405255530812947",
        user_id: "7305518",
        read_at: 1_754_052_601,
      },
      {
        conversationId: "7305518+41870263",
        messageId: "175405255530812947",
        userId: "7305518",
        at: new Date(1_754_052_601_000),
      },
    ],
    ["no receipt that is not whole", { message_id: "1" }, undefined],
    ["no receipt that is none", "yes", undefined],
  ] as const
) {
  Deno.test(`DirectMessages.newest() emits ${what}`, async () => {
    const response = {
      count: 128,
      direct_messages: [{ id: "175405255530812947" }],
      read_receipt: receipt,
    };
    const { client } = recorded({ answer: () => envelope(response) });
    const newest = await lastValueFrom(client.chats.messages("2").newest());
    assertEquals(newest.count, 128);
    assertEquals(newest.messages.length, 1);
    assertEquals(newest.readReceipt, expected);
  });
}

Deno.test("Messages.newest() refuses a limit before any request", () => {
  const { client, sent } = recorded();
  for (const limit of [0, 201, 1.5, NaN]) {
    assertThrows(
      () => client.groups.messages("1").newest({ limit }),
      RangeError,
    );
  }
  assertEquals(sent, []);
});
