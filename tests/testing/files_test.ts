import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import { world } from "./ask.ts";

Deno.test("GroupMeSimulator.addFile() stores a file that is ready, for its conversation alone", async () => {
  const { simulator, ask, post, read } = world();
  const group = simulator.addGroup({ members: 1 });
  const other = simulator.addGroup();
  const file = simulator.addFile(group, { name: "a.txt", content: "tide" });
  assertMatch(file.id, /^[0-9a-f-]{36}$/);
  assertEquals([file.name, file.size, file.contentType], [
    "a.txt",
    4,
    "text/plain",
  ]);
  const at = (id: string) => `https://file.groupme.com/v1/${id}`;
  const found = await ask(`${at(group.id)}/files/${file.id}`);
  assertEquals(await found.text(), "tide");
  const missing = await ask(`${at(other.id)}/files/${file.id}`);
  assertEquals(missing.status, 404);
  await missing.text();
  const info = await post(`${at(group.id)}/fileData`, { file_ids: [file.id] });
  const file_data = {
    file_name: "a.txt",
    file_size: 4,
    mime_type: "text/plain",
  };
  assertEquals(await info.json(), [
    { file_id: file.id, meta: 200, file_data },
  ]);
  simulator.inject(group, { text: "here", attachments: [file.attachment] });
  const path = `/v3/groups/${group.id}/messages?acceptFiles=1`;
  const { messages: [message] } = await read(path);
  const attachment = { type: "file", file_id: file.id };
  assertEquals([message.text, message.attachments], ["here", [attachment]]);
});

Deno.test("GroupMeSimulator.addFile() takes bytes, copies them, and knows its conversations", async () => {
  const { simulator, ask } = world();
  const chat = simulator.addChat(simulator.addUser());
  const content = new Uint8Array([1, 2]);
  const { id, contentType } = simulator.addFile(chat, { content });
  content.fill(0);
  assertEquals(contentType, "application/octet-stream");
  const found = await ask(
    `https://file.groupme.com/v1/${chat.id}/files/${id}`,
  );
  assertEquals([...new Uint8Array(await found.arrayBuffer())], [1, 2]);
  assertThrows(() => simulator.addFile("1"), RangeError, "no conversation 1");
  assertThrows(() => simulator.addFile(chat, { name: "" }), RangeError);
});
