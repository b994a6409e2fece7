/**
 * npm's groupme, step by step, as a process of its own.
 *
 * @module
 */

import groupme from "groupme";
import { redirect } from "./redirect.ts";
import { expect, Steps } from "./steps.ts";

interface Message {
  readonly id: string;
  readonly text: string | null;
}

interface Group {
  readonly id: string;
  readonly name: string;
  readonly members: readonly {
    readonly id: string;
    readonly user_id: string;
  }[];
}

interface Pushed {
  readonly channel: string;
  readonly data?: { readonly type: string; readonly subject?: Message };
}

type Ask<T, Args extends readonly unknown[]> = {
  /** The package has no other way that gives a promise. */
  Q(token: string, ...args: Args): Promise<T>;
};

/** What the package has, which brings no types. */
interface Package {
  readonly Stateless: {
    readonly Users: { readonly me: Ask<{ id: string; name: string }, []> };
    readonly Groups: {
      readonly index: Ask<Group[], []>;
      readonly former: Ask<Group[], []>;
      readonly show: Ask<Group, [string]>;
      readonly create: Ask<Group, [object]>;
      readonly update: Ask<Group, [string, object]>;
      readonly destroy: Ask<number, [string]>;
    };
    readonly Members: {
      readonly add: Ask<{ results_id: string }, [string, object]>;
      readonly results: Ask<object, [string, string]>;
      readonly remove: Ask<number, [string, string]>;
    };
    readonly Messages: {
      readonly index: Ask<{ messages: Message[] }, [string, object]>;
      readonly create: Ask<{ message: Message }, [string, object]>;
    };
    readonly Chats: {
      readonly index: Ask<{ other_user: { id: string } }[], [object]>;
    };
    readonly DirectMessages: {
      readonly index: Ask<{ direct_messages: Message[] }, [object]>;
      readonly create: Ask<{ direct_message: Message }, [object]>;
    };
    readonly Likes: {
      readonly create: Ask<number, [string, string]>;
      readonly destroy: Ask<number, [string, string]>;
    };
    readonly Bots: {
      readonly create: Ask<
        { bot: { bot_id: string } },
        [string, string, object]
      >;
      readonly post: Ask<number, [string, string, object]>;
      readonly index: Ask<{ bot_id: string }[], []>;
      readonly destroy: Ask<number, [string]>;
    };
    readonly Polls: {
      readonly index: Ask<{ polls: object[] }, [string, string | null]>;
      readonly create: Ask<number, [string, object]>;
    };
  };
  readonly ImageService: {
    post(path: string, done: (error: unknown) => void): void;
  };
  readonly IncomingStream: new (
    token: string,
    userId: string,
    groupIds: readonly string[] | null,
  ) => Stream;
}

interface Stream {
  on(event: "message", take: (message: Pushed) => void): void;
  on(event: "connected", take: () => void): void;
  connect(): void;
  disconnect(): void;
}

const [origin = "", token = ""] = Deno.args;

redirect(origin);
const { Stateless: api, ImageService, IncomingStream } =
  groupme as unknown as Package;
const steps = new Steps();

const me = await steps.take("Users.me", () => api.Users.me.Q(token));
const groups = await steps.take("Groups.index", async () => {
  const all = await api.Groups.index.Q(token);
  expect(all.length === 4, all.length);
  return all;
});
const book = groups?.find(({ name }) => name === "Book Club");
if (!me || !book) throw new Error("Cannot find the group");
const other = book.members.find(({ user_id }) => user_id !== me.id);

await steps.take("Groups.show", async () => {
  const { name } = await api.Groups.show.Q(token, book.id);
  expect(name === "Book Club", name);
});
await steps.take("Groups.former", async () => {
  const former = await api.Groups.former.Q(token);
  expect(former.length === 0, former.length);
});
await steps.take("Messages.index", async () => {
  const { messages } = await api.Messages.index.Q(token, book.id, { limit: 9 });
  expect(messages.length === 9, messages.length);
});
await steps.take("Messages.index, past the beginning", async () => {
  const first = { before_id: "1" };
  const { messages } = await api.Messages.index.Q(token, book.id, first);
  expect(messages.length === 0, messages.length);
});

const stream = new IncomingStream(token, me.id, [book.id]);
const pushed: Pushed[] = [];
await steps.take(
  "IncomingStream.connect",
  () =>
    new Promise<void>((resolve) => {
      stream.on("message", (message) => pushed.push(message));
      stream.on("connected", resolve);
      stream.connect();
    }),
);
const sent = await steps.take("Messages.create", async () => {
  const message = { text: "Chapter ten" };
  const answer = await api.Messages.create.Q(token, book.id, { message });
  expect(answer.message.text === message.text, answer);
  return answer.message;
});
await steps.take(
  "Likes.create",
  () => api.Likes.create.Q(token, book.id, sent?.id ?? ""),
);
await steps.take("IncomingStream message", async () => {
  await until(() =>
    pushed.some(({ data }) => data?.subject?.text === "Chapter ten")
  );
});
await steps.take("IncomingStream message of a group's channel", async () => {
  await until(() => pushed.some(({ data }) => data?.type === "favorite"));
});
await steps.take(
  "Likes.destroy",
  () => api.Likes.destroy.Q(token, book.id, sent?.id ?? ""),
);

const chats = await steps.take("Chats.index", async () => {
  const all = await api.Chats.index.Q(token, {});
  expect(all.length === 1, all.length);
  return all;
});
const other_user_id = chats?.[0]?.other_user.id;
await steps.take("DirectMessages.index", async () => {
  const { direct_messages } = await api.DirectMessages.index.Q(token, {
    other_user_id,
  });
  expect(direct_messages.length === 20, direct_messages.length);
});
await steps.take("DirectMessages.create", async () => {
  const direct_message = { recipient_id: other_user_id, text: "The net?" };
  const answer = await api.DirectMessages.create.Q(token, { direct_message });
  expect(answer.direct_message.text === "The net?", answer);
});

const made = await steps.take(
  "Groups.create",
  () => api.Groups.create.Q(token, { name: "Crew" }),
);
const id = made?.id ?? "";
await steps.take("Groups.update", async () => {
  const { name } = await api.Groups.update.Q(token, id, { name: "Crew II" });
  expect(name === "Crew II", name);
});
const added = await steps.take(
  "Members.add",
  () =>
    api.Members.add.Q(token, id, {
      members: [{ nickname: "Ada", user_id: other?.user_id }],
    }),
);
await steps.take(
  "Members.results",
  () => api.Members.results.Q(token, id, added?.results_id ?? ""),
);
await steps.take(
  "Members.remove",
  () => api.Members.remove.Q(token, book.id, other?.id ?? ""),
);
await steps.take("Members.remove took the member away", async () => {
  const { members } = await api.Groups.show.Q(token, book.id);
  expect(members.length === 4, members.length);
});

const bot = await steps.take(
  "Bots.create",
  () => api.Bots.create.Q(token, "Tide", book.id, {}),
);
const botId = bot?.bot.bot_id ?? "";
await steps.take("Bots.index", async () => {
  const all = await api.Bots.index.Q(token);
  expect(all.some(({ bot_id }) => bot_id === botId), all);
});
await steps.take(
  "Bots.post",
  () => api.Bots.post.Q(token, botId, "by the bot", {}),
);
await steps.take("Bots.post posted", async () => {
  const { messages } = await api.Messages.index.Q(token, book.id, { limit: 1 });
  expect(messages[0]?.text === "by the bot", messages);
});
await steps.take("Bots.destroy", () => api.Bots.destroy.Q(token, botId));

await steps.take(
  "Polls.create",
  () =>
    api.Polls.create.Q(token, book.id, {
      subject: "When?",
      options: ["a", "b"],
    }),
);
await steps.take("Polls.index", async () => {
  const { polls } = await api.Polls.index.Q(token, book.id, null);
  expect(polls.length === 1, polls);
});
await steps.take(
  "ImageService.post",
  () =>
    new Promise<void>((resolve, reject) =>
      ImageService.post(
        "tests/peers/redirect.ts",
        (error) => error ? reject(error) : resolve(),
      )
    ),
);
await steps.take("Groups.destroy", () => api.Groups.destroy.Q(token, id));
stream.disconnect();
steps.end();

/** Lets events come until something holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
