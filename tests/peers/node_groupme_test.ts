import { assert, assertEquals } from "@std/assert";
import {
  GroupMeSimulator,
  type SimulatedConversation,
} from "@rxgroupme/client/testing";
import { command, pinned } from "../../_tools/deno.ts";
import type { Line, Task, Told } from "./node_groupme_process.ts";
import { NodeServed } from "../support/node_served.ts";

/** More than it needs, in ms. */
const LIMIT = 180_000;

/** Runs the program, which may reach nothing but this machine. */
async function runPeer(task: Task): Promise<Told> {
  const { success, stdout, stderr } = await command([
    "run",
    "--quiet",
    pinned,
    "--no-prompt",
    "--allow-read",
    "--allow-env",
    "--allow-sys",
    "--allow-net=127.0.0.1",
    "--import-map=tests/import_map.json",
    "tests/peers/node_groupme_process.ts",
    JSON.stringify(task),
  ], {
    // Loopback needs no proxy.
    // Loopback needs no proxy.
    env: { https_proxy: "", HTTPS_PROXY: "" },
    signal: AbortSignal.timeout(LIMIT),
  }).output();
  const decoder = new TextDecoder();
  assert(success, decoder.decode(stderr));
  // It has words of its own for events that it does not know.
  return JSON.parse(decoder.decode(stdout).trimEnd().split("\n").at(-1) ?? "");
}

function linesOf(conversation: SimulatedConversation): Line[] {
  return Array.from({ length: conversation.size }, (_, index) => {
    const message = conversation.messageAt(index);
    return [conversation.idAt(index), message?.text ?? null];
  });
}

Deno.test("npm's node-groupme works against the simulator as it is", async () => {
  const simulator = new GroupMeSimulator();
  const { me, token } = simulator;
  const group = simulator.addGroup({
    name: "Harbour",
    members: 210,
    history: 250,
  });
  const empty = simulator.addGroup({ name: "Empty Quay" });
  const others = Array.from(
    { length: 10 },
    (_, index) => simulator.addGroup({ name: `Pier ${index}`, history: 1 }),
  );
  const friends = Array.from({ length: 21 }, () => simulator.addUser());
  const chats = friends.map((friend, index) =>
    simulator.addChat(friend, { history: index + 1 })
  );
  const [other, chat] = [friends.at(-1), chats.at(-1)];
  assert(other && chat);
  const [before, chatBefore] = [linesOf(group), linesOf(chat)];

  await using served = await NodeServed.start(simulator);
  const told = await runPeer({
    origin: served.origin,
    token,
    groupId: group.id,
    emptyGroupId: empty.id,
    otherId: other.id,
  });

  // What it read.
  assertEquals(told.user, { id: me.id, name: me.name });
  assertEquals(
    told.groups.sort(([a], [b]) => a < b ? -1 : 1),
    [group, empty, ...others]
      .map(({ id, name, memberIds }): Told["groups"][number] => [
        id,
        name,
        [...memberIds],
      ])
      .sort(([a], [b]) => a < b ? -1 : 1),
  );
  assertEquals(
    told.chats.sort(([, a], [, b]) => a - b),
    friends.map(({ id }, index) => [id, index + 1]),
  );
  const known = [...group.memberIds.slice(1), ...friends.map(({ id }) => id)];
  assertEquals(told.relationships.sort(), known.sort());
  assertEquals(told.messages, before);
  assertEquals(told.emptyMessages, []);
  assertEquals(told.chatMessages, chatBefore);
  assertEquals(told.one, before[0]);

  // What it did.
  assertEquals(linesOf(group), [...before, told.sent]);
  assertEquals(told.sent[1], "Low tide at six");
  const sent = group.messageAt(before.length);
  assertEquals([sent?.user_id, sent?.favorited_by], [me.id, [me.id]]);
  assertEquals(linesOf(chat), [...chatBefore, told.sentToChat]);
  assertEquals(told.sentToChat[1], "Bring the net");
  assertEquals(told.pushed, told.sent);

  // How it came to the end of a history: by pages, until an empty body.
  const pages = simulator.requests.filter(({ method, path }) =>
    method === "GET" && path === `/v3/groups/${group.id}/messages`
  );
  assertEquals(pages.map(({ status }) => status), [200, 200, 200, 200, 304]);
});
