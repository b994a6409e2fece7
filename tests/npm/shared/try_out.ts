import {
  Client,
  commit,
  findOne,
  type Message,
  NotFound,
  post,
  type Tail,
} from "@rxgroupme/client";
import { memoryCursor } from "@rxgroupme/client/cursors/memory";
import { push } from "@rxgroupme/client/push";
import {
  GroupMeSimulator,
  type SimulatedGroup,
} from "@rxgroupme/client/testing";
import { messageOf, webhook } from "@rxgroupme/client/webhook";
import {
  filter,
  firstValueFrom,
  lastValueFrom,
  map,
  type Observable,
  take,
  toArray,
} from "rxjs";
import type { Outcome, Texts } from "./outcome.ts";

/** Does with the installed package what people do with it. */
export async function tryOut(): Promise<Outcome> {
  const simulator = new GroupMeSimulator();
  const group = simulator.addGroup({ name: "Harbour", history: 250 });
  const client = new Client({
    token: simulator.token,
    fetch: (request) => simulator.fetch(request),
  });
  const messages = client.groups.messages(group.id);

  /** Follows two messages, which are written once a tail is up to date. */
  async function followed(tail: Tail<Message>, via: RegExp): Promise<Texts> {
    const texts = all(tail.pipe(map(({ text }) => text), take(2)));
    await firstValueFrom(
      tail.status$.pipe(
        filter(({ state, reason }) => state === "live" && via.test(reason)),
      ),
    );
    for (const text of ["one", "two"]) simulator.inject(group, { text });
    return texts;
  }

  const listed = (await firstValueFrom(messages.list())).length;
  let paged = 0;
  for await (const _ of messages.listAll()) paged += 1;
  const resumed = await resume(client, group);
  await lastValueFrom(
    client.groups.listAll().pipe(
      findOne({ name: "Harbour" }),
      post("Low tide at six"),
    ),
  );
  const posted = group.messageAt(group.size - 1)?.text;
  const seldom = { interval: 600_000, maxInterval: 600_000 };
  return {
    listed,
    paged,
    missing: await failureOf(client.groups.get("1")),
    resumed,
    posted,
    polled: await followed(messages.tail({ interval: 10 }), /./),
    pushed: await followed(
      messages.tail({ ...seldom, via: push(client) }),
      /push/,
    ),
    delivered: await deliver(client, "tides?"),
  };
}

/** Follows a group twice, each time from where a cursor is. */
async function resume(
  client: Client,
  group: SimulatedGroup,
): Promise<Outcome["resumed"]> {
  const cursor = memoryCursor();
  const since = group.idAt(246);
  const tail = client.groups.messages(group.id).tail({ since, cursor });
  const run = (count: number) => all(tail.pipe(take(count), commit(cursor)));
  const seen = [...await run(2), ...await run(1)];
  const places = new Map(
    Array.from(
      { length: group.size },
      (_, index) => [group.idAt(index), index],
    ),
  );
  return seen.map(({ id }) => places.get(id));
}

async function failureOf(result: Observable<unknown>): Promise<string> {
  const failure = await lastValueFrom(result).catch((error) => error);
  return failure instanceof NotFound ? failure.name : `${failure}`;
}

async function deliver(
  client: Client,
  text: string,
): Promise<Outcome["delivered"]> {
  const secret = "5d0f4d0e-3a0e-4f37-8a55-9d534d1c1f0e";
  const handlers: Promise<unknown>[] = [];
  let worked: string | undefined;
  const { handler } = webhook({
    secret,
    read: messageOf(client),
    handle: async (message) => {
      worked = message.text;
      await Promise.resolve();
    },
  });
  const { status } = await handler(
    new Request(`https://bot.example/hook/${secret}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id: "1",
        group_id: "5",
        sender_type: "user",
        text,
      }),
    }),
    {},
    { waitUntil: (handler: Promise<unknown>) => handlers.push(handler) },
  );
  await Promise.all(handlers);
  return [worked, status];
}

function all<T>(values: Observable<T>): Promise<T[]> {
  return firstValueFrom(values.pipe(toArray()));
}
