import { assert, assertEquals } from "@std/assert";
import { GroupMeError } from "@rxgroupme/client";
import type { PushEvent } from "@rxgroupme/client/push";
import {
  channelOf,
  conversationOf,
  userChannel,
} from "../../lib/push/events/channels.ts";
import { readEvent } from "../../lib/push/events/read_event.ts";
import {
  mutate,
  mutateText,
  oneOf,
  randomOf,
  seedOf,
} from "../support/mutate.ts";
import { pushed } from "./pushed.ts";

const me = "41870263";
const line = {
  id: "175405230148217736",
  group_id: "98115240",
  user_id: "118204477",
  text: "low tide at six",
  attachments: [{ type: "image", url: "https://i.groupme.com/1x1.png.0" }],
};
const direct_message = {
  ...line,
  group_id: undefined,
  chat_id: `7305518+${me}`,
};
const reactions = [{ type: "unicode", code: "🔥", user_ids: ["118204477"] }];
const reacted = { line, reactions, user_id: "118204477" };
const deleted_at = "2025-08-01T12:46:16.8912Z";
const receipt = { chat_id: `7305518+${me}`, message_id: line.id, read_at: 1 };
const [own, group, chat] = [
  `/user/${me}`,
  "/group/98115240",
  `/direct_message/7305518_${me}`,
];
const frames: readonly [channel: string, type: string, subject: unknown][] = [
  [own, "line.create", line],
  [own, "line.create", {
    ...line,
    event: { type: "message.pinned", data: {} },
  }],
  [own, "direct_message.create", direct_message],
  [own, "like.create", reacted],
  [own, "membership.create", { id: "98115240", name: "Tide Pool Crew" }],
  [group, "favorite", reacted],
  [group, "like.delete", reacted],
  [group, "message.update", { ...line, updated_at: 1_754_052_342 }],
  [group, "message.deleted", { ...line, deleted_at, deletion_actor: "sender" }],
  [chat, "read_receipt.create", receipt],
  [group, "typing", undefined],
];

/** What consumers read of an event. */
function use(event: PushEvent): void {
  const { type, conversation, data, channel } = event;
  if (channel !== userChannel(me)) {
    // Nothing there is of another conversation, nor a message.
    const place = conversationOf(channel, me);
    assertEquals(conversation, place);
    assert(!/^(line|direct_message|like|membership)\.create$/.test(type), type);
  }
  if (conversation) {
    assert(/^\/(group|direct)/.test(channelOf(conversation, me)));
  }
  switch (type) {
    case "ping":
    case "subscribe":
    case "unknown":
      return;
    case "typing":
      void [data.user_id, data.started];
      return;
    default:
      void [data.subject.id, data.subject.user_id, data.received_at];
  }
}

Deno.test("readEvent() makes an event of each of 40,000 mutated frames", () => {
  const random = randomOf(seedOf("mutated frames", 8_675_309));
  const types = new Map<string, number>();
  const channels = [
    ...frames.map(([channel]) => channel),
    "/group/1",
    "/user/1",
  ];
  for (let i = 0; i < 40_000; i++) {
    const [channel, type, subject] = oneOf(frames, random);
    const frame = { type, alert: "", subject, received_at: 1_754_052_301_000 };
    const where = random() < 0.9 ? channel : oneOf(channels, random);
    const event = readEvent(where, mutate(frame, random), me);
    use(event);
    types.set(event.type, (types.get(event.type) ?? 0) + 1);
  }
  // All of them come through now and then, and so does what is none.
  for (const type of ["unknown", ...frames.map(([, type]) => type)]) {
    assert((types.get(type) ?? 0) > 100, type);
  }
});

Deno.test("Push survives 5,000 mutated answers, and delivers after them", async () => {
  const random = randomOf(seedOf("mutated answers", 1_234_567));
  const mutated = { count: 0, isOn: true };
  const it = pushed({}, {
    simulator: { pushTimeout: 2_000 },
    fetch: async (request) => {
      const response = await it.simulator.fetch(request);
      if (!request.url.endsWith("/faye")) return response;
      if (!mutated.isOn || random() < 0.3) return response;
      mutated.count++;
      const text = await response.text();
      const { status, headers } = response;
      const answer = random() < 0.8
        ? JSON.stringify(mutate(JSON.parse(text || "null"), random))
        : mutateText(text, random);
      return new Response(answer, { status, headers });
    },
  });
  const { clock, simulator, group, live, stop } = it;
  const failures: unknown[] = [];
  const texts: unknown[] = [];
  const subscribe = () =>
    live.events().subscribe({
      next: (event) => {
        if (event.type === "line.create") texts.push(event.data.subject.text);
      },
      error: (error) => failures.push(error),
    });
  let running = subscribe();
  for (let i = 0; mutated.count < 5_000; i++) {
    if (running.closed) running = subscribe();
    if (i % 5 === 0) simulator.inject(group, { text: `${i}` });
    await clock.advance(2_000);
    assert(i < 200_000, `${mutated.count} answers only`);
  }
  for (const error of failures) {
    assert(error instanceof GroupMeError, Deno.inspect(error));
  }
  mutated.isOn = false;
  if (running.closed) running = subscribe();
  await clock.advance(120_000);
  texts.length = 0;
  simulator.inject(group, { text: "after" });
  await clock.advance(1_000);
  assertEquals(texts, ["after"]);
  running.unsubscribe();
  await clock.advance(10_000);
  simulator.push.forget();
  await stop();
});
