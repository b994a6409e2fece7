import { assert } from "@std/assert";
import {
  addTo,
  type Block,
  block,
  type Bot,
  type Chat,
  type Client,
  destroy,
  type DirectMessage,
  type Download,
  download,
  findOne,
  type Group,
  ImageAttachment,
  leave,
  like,
  type Member,
  type MembershipRequest,
  type Message,
  pollResults,
  post,
  react,
  remove,
  reply,
  type Results,
  unblock,
  unlike,
} from "@rxgroupme/client";
import { filter, mergeMap, NEVER, type Observable, of } from "rxjs";
import { type Same, same } from "../support/same.ts";

const groups: Observable<Group> = NEVER;
const chats: Observable<Chat> = NEVER;
const members: Observable<Member> = NEVER;
const bots: Observable<Bot> = NEVER;
const blocks: Observable<Block> = NEVER;
const messages: Observable<Message> = NEVER;
const direct: Observable<DirectMessage> = NEVER;
const requests: Observable<MembershipRequest> = NEVER;

/** What a stream is inferred to be a stream of. */
type Of<Stream> = Stream extends Observable<infer Item> ? Item : never;

Deno.test("post() emits what the thing's own post() emits", () => {
  const toGroups = groups.pipe(post("hi"));
  same<Same<Of<typeof toGroups>, Message>>();
  const toChats = chats.pipe(post("hi"));
  same<Same<Of<typeof toChats>, DirectMessage>>();
  const toMembers = members.pipe(post("hi"));
  same<Same<Of<typeof toMembers>, DirectMessage>>();
  const byBots = bots.pipe(post("hi"));
  same<Same<Of<typeof byBots>, true>>();
  const mixed: Observable<Group | Chat> = NEVER;
  const toBoth = mixed.pipe(post("hi"));
  same<Same<Of<typeof toBoth>, Message | DirectMessage>>();
  assert(toGroups);
});

Deno.test("post() hands its function the thing, as it was found", () => {
  const posted = groups.pipe(
    findOne({ name: "Family", createdAt__gt: new Date(0) }),
    post((group) => {
      same<Same<typeof group, Group>>();
      return `Dinner at six, ${group.name}?`;
    }),
    like(),
  );
  same<Same<Of<typeof posted>, true>>();
  const found = groups.pipe(findOne((group) => group.members.length > 2));
  same<Same<Of<typeof found>, Group>>();
  assert(posted);
});

Deno.test("reply() and react() hand their functions the message", () => {
  const replied = messages.pipe(reply((message) => `pong, ${message.name}`));
  same<Same<Of<typeof replied>, Message>>();
  const directly = direct.pipe(reply("pong", { split: true }));
  same<Same<Of<typeof directly>, DirectMessage>>();
  const reacted = messages.pipe(
    react((message) => message.isSystem ? "👀" : { packId: 1, packIndex: 2 }),
  );
  same<Same<Of<typeof reacted>, true>>();
  assert(replied);
});

Deno.test("EachOptions.onError adds the values of its stream to the type", () => {
  const told = messages.pipe(like({
    onError: (error, message) => {
      same<Same<typeof error, unknown>>();
      same<Same<typeof message, Message>>();
    },
  }));
  same<Same<Of<typeof told>, true>>();
  const instead = messages.pipe(like({ onError: () => of("no" as const) }));
  same<Same<Of<typeof instead>, true | "no">>();
  const promised = groups.pipe(
    post("hi", {
      concurrency: 3,
      onError: (_error, group) => Promise.resolve(group),
    }),
  );
  same<Same<Of<typeof promised>, Message | Group>>();
  const either = groups.pipe(post("hi", { onError: "continue" }));
  same<Same<Of<typeof either>, Message>>();
  assert(told);
});

Deno.test("unlike() and the other operators emit the values of their commands", () => {
  const unliked = direct.pipe(unlike());
  same<Same<Of<typeof unliked>, true>>();
  const left = groups.pipe(leave());
  same<Same<Of<typeof left>, true>>();
  const destroyed = bots.pipe(destroy());
  same<Same<Of<typeof destroyed>, true>>();
  const removed = members.pipe(remove());
  same<Same<Of<typeof removed>, true>>();
  const blocked = members.pipe(block(), unblock());
  same<Same<Of<typeof blocked>, true>>();
  const freed = blocks.pipe(unblock());
  same<Same<Of<typeof freed>, true>>();
  const asked = members.pipe(addTo("1234", { nickname: (it) => it.userId }));
  same<Same<Of<typeof asked>, MembershipRequest>>();
  const polled = requests.pipe(pollResults({ timeout: 1_000 }));
  same<Same<Of<typeof polled>, Results>>();
  assert(unliked);
});

Deno.test("download() takes the images among attachments", () => {
  const download$ = (client: Client) =>
    messages.pipe(
      mergeMap((message) => message.attachments),
      filter((attachment) => attachment instanceof ImageAttachment),
      download(client.images, { size: "large", onError: "continue" }),
    );
  type Downloaded = Of<ReturnType<typeof download$>>;
  same<Same<Downloaded, Download<ImageAttachment>>>();
  same<Same<Downloaded["data"], Blob>>();
  assert(download$);
});

Deno.test("like() takes nothing that lacks its command", () => {
  type Takes<Operator, T> = Operator extends
    (source: Observable<T>) => Observable<unknown> ? true : false;
  const liking = like<Message>();
  same<Same<Takes<typeof liking, Message>, true>>();
  same<Same<Takes<typeof liking, Group>, false>>();
  assert(liking);
});
