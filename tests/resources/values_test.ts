import { assert, assertEquals } from "@std/assert";
import * as library from "@rxgroupme/client";
import {
  Attachment,
  Block,
  Bot,
  ChangeOwnersResult,
  Chat,
  type Client,
  DirectMessage,
  Group,
  Member,
  MembershipRequest,
  Message,
} from "@rxgroupme/client";
import { lastValueFrom } from "rxjs";
import { recorded } from "../support/recorded.ts";

const AT = 1_754_052_555;

/** Fields that resources of several kinds have. */
const times = { created_at: AT, updated_at: AT + 60 };
const message = {
  ...times,
  id: "175405255530812947",
  source_guid: "a",
  group_id: "1",
  user_id: "7",
  sender_id: "7",
  recipient_id: "8",
  avatar_url: "https://i.groupme.com/1x1.png.0",
  favorited_by: ["7", "8"],
  reactions: [{ type: "unicode", code: "🔥", user_ids: ["7"] }],
  event: { type: "group.name_change", data: { name: "Reef" } },
  attachments: [
    { type: "reply", reply_id: "1", base_reply_id: "1" },
    { type: "image", url: "https://i.groupme.com/1x1.png.0" },
  ],
};
const attachments = [
  { type: "mentions", loci: [[0, 3]], user_ids: ["7"] },
  { type: "emoji", placeholder: "\uFFFD", charmap: [[1, 62]] },
  { type: "location", lat: "1", lng: "2", name: "Pier" },
  ...[
    "image",
    "linked_image",
    "video",
    "audio",
    "file",
    "split",
    "reply",
    "event",
    "poll",
    "autokicked_member",
    "partial_image",
    "copilot",
    "copilot_card",
    "a kind to come",
  ].map((type) => ({ type, id: "1", url: "https://x.invalid/" })),
];

/** One of each thing that has accessors, well-formed or malformed. */
function things(client: Client, isMalformed: boolean): readonly object[] {
  const { groups, chats, bots, user } = client;
  const sent = <T extends object>(data: T): T => isMalformed ? {} as T : data;
  const group = new Group(
    groups,
    sent({
      ...times,
      id: "1",
      members: [{ id: "2", user_id: "7", roles: ["owner"] }],
      messages: { count: 3, last_message_id: "9" },
    }),
  );
  const memberships = groups.memberships("1");
  const direct = chats.messages("8");
  return [
    group,
    new Member(memberships, sent({ id: "2", user_id: "7", roles: ["admin"] })),
    new Message(groups.messages("1"), sent(message)),
    new DirectMessage(direct, sent(message)),
    new Chat(
      chats,
      sent({
        ...times,
        other_user: { id: "8", avatar_url: "https://x.invalid/" },
        last_message: message,
      }),
    ),
    new Bot(bots, sent({ bot_id: "b", group_id: "1", name: "tide-bot" })),
    new Block(user.blocks, sent({ ...times, user_id: "7" })),
    new MembershipRequest(memberships, sent({ results_id: "r" }), []),
    new ChangeOwnersResult("1", "7", "200"),
    ...Attachment.fromBulkData(attachments.map((it) => sent(it))),
    client,
    groups,
    chats,
    bots,
    user,
    user.blocks,
    user.smsMode,
    client.images,
    memberships,
    groups.messages("1"),
    groups.gallery("1"),
    groups.leaderboard("1"),
    direct,
  ];
}

/** The accessors and own fields of a thing, those that it inherits too. */
function accessors(thing: object): readonly string[] {
  const names = new Set(Object.keys(thing));
  for (
    let it: object | null = Object.getPrototypeOf(thing);
    it && it !== Object.prototype;
    it = Object.getPrototypeOf(it)
  ) {
    const all = Object.entries(Object.getOwnPropertyDescriptors(it));
    for (const [name, { get }] of all) if (get) names.add(name);
  }
  return [...names];
}

for (const isMalformed of [false, true]) {
  const kind = isMalformed ? "malformed" : "well-formed";
  Deno.test(`every accessor of every ${kind} resource gives the same object twice`, () => {
    const { client, sent } = recorded();
    let count = 0;
    const unsteady = things(client, isMalformed).flatMap((thing) =>
      accessors(thing).filter((name) => {
        count++;
        const [first, second] = [0, 1].map(() => Reflect.get(thing, name));
        return !Object.is(first, second);
      }).map((name) => `${thing.constructor.name}.${name}`)
    );
    assertEquals(unsteady, []);
    assert(count > 150, `${count} accessors were read`);
    assertEquals(sent, []);
  });
}

Deno.test("the things whose accessors are read are all that the library has", () => {
  const { client } = recorded();
  const read = new Set(
    things(client, false).flatMap((thing) => {
      const classes: unknown[] = [];
      for (let it = thing; it; it = Object.getPrototypeOf(it)) {
        classes.push(it.constructor);
      }
      return classes;
    }),
  );
  const left = Object.entries(library).filter(([name, it]) => {
    const isClass = typeof it === "function" && /^[A-Z]/.test(name);
    const isError = isClass && it.prototype instanceof Error;
    return isClass && !isError && !read.has(it);
  });
  // Streams, a session, a test of things; and what there is one of for a message.
  assertEquals(left.map(([name]) => name).sort(), [
    "Filter",
    "Likes",
    "PageStream",
    "Pager",
    "Session",
    "Tail",
  ]);
});

Deno.test("a resource stays as it was, whatever its commands do", async () => {
  const here = recorded();
  const { simulator, client } = here;
  const other = simulator.addUser({ name: "Bo" });
  const { id } = simulator.addGroup({ members: [other], history: 3 });
  const group = await lastValueFrom(client.groups.get(id));
  const [message] = await lastValueFrom(group.messages.list());
  const member = group.members.find(({ userId }) => userId === other.id);
  assert(message && member);
  const before = structuredClone([group.data, message.data, member.data]);
  await lastValueFrom(group.update({ name: "Reef" }));
  await lastValueFrom(message.like());
  await lastValueFrom(group.updateMembership({ nickname: "Ebb" }));
  await lastValueFrom(member.remove());
  await lastValueFrom(group.refreshFromServer());
  assertEquals([group.data, message.data, member.data], before);
});
