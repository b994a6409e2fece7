import {
  BadResponse,
  compose,
  findOne,
  like,
  mention,
  post,
  reply,
} from "@rxgroupme/client";
import { map, retry } from "rxjs";
import { all, assert, assertEquals, assertErrors, one } from "../assert.ts";
import type { Cases, Scene } from "../scene.ts";

async function group({ client, simulator }: Scene) {
  const { id, memberIds } = await simulator.addGroup({ name: "Tide Pool" });
  const path = `/v3/groups/${id}/messages`;
  return { id, memberIds, path, messages: client().groups.messages(id) };
}

/** What is written. */
export const posts: Cases = {
  async "a post emits the message as the server has it, and completes"(scene) {
    const { id, messages } = await group(scene);
    const text = "Low tide at six \u{1F980}";
    const message = await one(messages.create(text));
    assertEquals(message.text, text);
    assertEquals([message.id], await scene.simulator.ids(id));
    assertEquals(message.userId, scene.userId);
  },

  async "each subscription is a post of its own"(scene) {
    const { id, messages } = await group(scene);
    const command = messages.create("again");
    assertEquals(await scene.simulator.texts(id), []);
    const [a, b] = [await one(command), await one(command)];
    assert(a.id !== b.id, "it is the same message");
    assertEquals(await scene.simulator.texts(id), ["again", "again"]);
  },

  async "a post whose answer is lost stands once"(scene) {
    const { id, messages, path } = await group(scene);
    const { simulator } = scene;
    const match = { method: "POST", path };
    await simulator.fault({ lostAnswer: true, match, times: 1 });
    const first = await one(messages.create("once"));
    await simulator.fault({ status: 502, processed: true, match, times: 1 });
    const second = await one(messages.create("and once"));
    assertEquals([first.id, second.id], await simulator.ids(id));
    assertEquals(await simulator.texts(id), ["once", "and once"]);
  },

  async "a post whose answer breaks off stands once, by retry() too"(scene) {
    const { id, path } = await group(scene);
    const { simulator } = scene;
    const match = { method: "POST", path };
    await simulator.fault({ truncate: "stream", match, times: 1 });
    await simulator.fault({ truncate: "text", match, times: 1 });
    const messages = scene.client({ retry: false }).groups.messages(id);
    const message = await one(messages.create("once").pipe(retry(3)));
    assertEquals([message.id], await simulator.ids(id));
  },

  async "a post that is refused is not repeated"(scene) {
    const { id, messages, path } = await group(scene);
    const { simulator } = scene;
    const match = { method: "POST", path };
    const errors = ["text is too salty"];
    await simulator.fault({ status: 400, errors, match });
    const error = await assertErrors(messages.create("brine"), BadResponse);
    assertEquals([error.status, error.errors], [400, errors]);
    const sent = (await simulator.requests())
      .filter(({ method }) => method === "POST");
    assertEquals(sent.length, 1);
    assertEquals(await simulator.texts(id), []);
  },

  async "a long text goes in parts, in order"(scene) {
    const { id, messages } = await group(scene);
    const text = Array.from({ length: 500 }, (_, i) => `wave${i}`).join(" ");
    const parts = await all(messages.create(text, { split: true }));
    assert(parts.length > 3, `It is ${parts.length} parts`);
    const stored = await scene.simulator.texts(id);
    assertEquals(parts.map((it) => it.text ?? null), stored);
    assertEquals(stored.join(" "), text);
  },

  async "mentions are where the words are"(scene) {
    const { id, memberIds, messages } = await group(scene);
    const userId = memberIds[1] ?? "";
    const content = compose`\u{1F30A} ${mention({ userId, name: "Ada" })}!`;
    const message = await one(messages.create(content));
    const stored = await one(messages.get(message.id));
    assertEquals(stored.text, "\u{1F30A} @Ada!");
    const [mentions] = stored.data.attachments ?? [];
    assertEquals(mentions?.user_ids, [userId]);
    assertEquals(await scene.simulator.ids(id), [message.id]);
  },

  async "operators post, answer and like along a stream"(scene) {
    const { id } = await group(scene);
    await scene.simulator.addGroup({ name: "Elsewhere" });
    const { groups } = scene.client();
    const done = await one(
      groups.listAll().pipe(
        findOne({ name: "Tide Pool" }),
        post((it) => `Hello, ${it.name}`),
        reply("and answered"),
        like(),
      ),
    );
    assertEquals(done, true);
    assertEquals(
      await scene.simulator.texts(id),
      ["Hello, Tide Pool", "and answered"],
    );
    const [answer, hello] = await one(groups.messages(id).list());
    assertEquals(answer?.favoritedBy, [scene.userId]);
    const [attached] = answer?.data.attachments ?? [];
    assertEquals(attached?.reply_id, hello?.id);
  },

  async "a like is taken back"(scene) {
    const { id, messages } = await group(scene);
    const messageId = await scene.simulator.inject(id);
    const message = await one(messages.get(messageId));
    assertEquals(await one(message.like()), true);
    assertEquals(await one(message.unlike()), true);
    const likers = messages.get(messageId).pipe(map((it) => it.favoritedBy));
    assertEquals(await one(likers), []);
  },

  async "a direct message reaches its chat"(scene) {
    const { simulator } = scene;
    const friend = await simulator.addUser();
    await simulator.addChat(friend.id);
    const { chats } = scene.client();
    const sent = await one(chats.messages(friend.id).create("between us"));
    assertEquals(sent.text, "between us");
    assertEquals((await simulator.ids(friend.id)).at(-1), sent.id);
  },
};
