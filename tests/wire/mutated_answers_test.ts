/**
 * Answers of GroupMe's with parts that are missing, of another type, or somebody
 * else's: each command emits a value, or errors with one of the library's errors.
 *
 * @module
 */

import {
  assert as assertProperty,
  asyncProperty,
  nat,
  tuple,
} from "fast-check";
import { Client, isGroupMeError, listGroup } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { lastValueFrom, type Observable, take, toArray } from "rxjs";
import { mutate, mutations, type Recorded } from "./mutation.ts";

const SEED = Number(Deno.env.get("FUZZ_SEED")) || 20_261_128;
/** 100,000 take a minute: by FUZZ_RUNS, and some of them each time. */
const RUNS = Number(Deno.env.get("FUZZ_RUNS")) || 10_000;
/** More requests than any of the commands makes of answers that are not mutated. */
const MAX_REQUESTS = 60;

type Command = (client: Client) => Observable<unknown>;

const clock = new VirtualClock();
const simulator = new GroupMeSimulator({ scheduler: clock });
const group = simulator.addGroup({ members: 4, history: 45 });
const other = simulator.addUser();
simulator.addChat(other, { history: 25 });
const bot = simulator.addBot(group, { name: "Bot" });
const messageId = group.messageAt(5)?.id ?? "";
const picture = new Uint8Array([
  0xff,
  0xd8,
  0xff,
  0xe0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
  0,
]);

/** Each of the readers at least once. */
const COMMANDS: { readonly [name: string]: Command } = {
  "groups.list()": ({ groups }) => groups.list(),
  "groups.listAll()": ({ groups }) => groups.listAll({ perPage: 1 }),
  "groups.listFormer()": ({ groups }) => groups.listFormer(),
  "groups.get()": ({ groups }) => groups.get(group.id),
  "groups.create()": ({ groups }) => groups.create({ name: "x" }),
  "groups.update()": ({ groups }) => groups.update(group.id, { name: "x" }),
  "messages.list()": ({ groups }) => groups.messages(group.id).list(),
  "messages.listAll()": ({ groups }) =>
    groups.messages(group.id).listAll({ limit: 20 }),
  "messages.listAllAfter()": ({ groups }) =>
    groups.messages(group.id).listAllAfter("1", { limit: 20 }),
  "messages.newest()": ({ groups }) => groups.messages(group.id).newest(),
  "listGroup()": ({ session }) => listGroup(session, group.id, { limit: 20 }),
  "messages.get()": ({ groups }) => groups.messages(group.id).get(messageId),
  "messages.create()": ({ groups }) =>
    groups.messages(group.id).create("hello"),
  "memberships.add()": ({ groups }) =>
    groups.memberships(group.id).add({ nickname: "n", userId: other.id }),
  "gallery.list()": ({ groups }) => groups.gallery(group.id).list(),
  "gallery.listAll()": ({ groups }) => groups.gallery(group.id).listAll(),
  "gallery.listAllAfter()": ({ groups }) =>
    groups.gallery(group.id).listAllAfter(new Date(0)),
  "leaderboard.listDay()": ({ groups }) =>
    groups.leaderboard(group.id).list("day"),
  "chats.list()": ({ chats }) => chats.list(),
  "chats.listAll()": ({ chats }) => chats.listAll({ perPage: 1 }),
  "chats.messages().newest()": ({ chats }) => chats.messages(other.id).newest(),
  "chats.messages().list()": ({ chats }) => chats.messages(other.id).list(),
  "chats.messages().listAll()": ({ chats }) =>
    chats.messages(other.id).listAll({ limit: 10 }),
  "chats.messages().create()": ({ chats }) =>
    chats.messages(other.id).create("hello"),
  "bots.list()": ({ bots }) => bots.list(),
  "bots.create()": ({ bots }) => bots.create({ name: "b", groupId: group.id }),
  "bots.ensure()": ({ bots }) => bots.ensure({ name: "b", groupId: group.id }),
  "bots.post()": ({ bots }) => bots.post(bot.botId, "hello"),
  "user.getMe()": ({ user }) => user.getMe(),
  "user.update()": ({ user }) => user.update({ name: "x" }),
  "user.blocks.list()": ({ user }) => user.blocks.list(),
  "user.blocks.block()": ({ user }) => user.blocks.block(other.id),
  "user.blocks.between()": ({ user }) => user.blocks.between(other.id),
  "images.upload()": ({ images }) => images.upload(picture),
  "images.fromFile()": ({ images }) => images.fromFile(picture),
};

/** Answers each request of a command as the simulator did, with changes. */
function replay(
  recorded: readonly Recorded[],
  change: (answer: Recorded, n: number) => Recorded,
): { fetch: () => Promise<Response>; count: () => number } {
  let count = 0;
  const fetch = (): Promise<Response> => {
    const n = count++;
    if (n > MAX_REQUESTS) throw new Error("it asks for ever");
    const answer = recorded[n % recorded.length]!;
    const { status, body } = change(answer, n);
    return Promise.resolve(new Response(body || null, { status }));
  };
  return { fetch, count: () => count };
}

/** Reads all that can be read of a value, as a program does. */
function readAll(value: unknown, depth = 4): void {
  if (typeof value !== "object" || value === null || depth === 0) return;
  if (value instanceof Client || "subscribe" in value) return;
  if (value instanceof Date) return;
  for (
    let it: object | null = value;
    it && it !== Object.prototype && it !== Array.prototype;
    it = Object.getPrototypeOf(it)
  ) {
    const fields = Object.getOwnPropertyDescriptors(it);
    for (const [name, { get, value: inner }] of Object.entries(fields)) {
      if (["manager", "session", "data", "constructor"].includes(name)) {
        continue;
      }
      readAll(get ? get.call(value) : inner, depth - 1);
    }
  }
  if (depth === 4) JSON.stringify(value);
}

function clientOf(fetch: (request: Request) => Promise<Response>): Client {
  return new Client({ token: simulator.token, fetch, retry: false });
}

async function recordAll(): Promise<[name: string, Command, Recorded[]][]> {
  const all: [string, Command, Recorded[]][] = [];
  for (const [name, command] of Object.entries(COMMANDS)) {
    const answers: Recorded[] = [];
    const client = clientOf(async (request) => {
      const response = await clock.until(simulator.fetch(request));
      const body = await response.clone().text();
      answers.push({ status: response.status, body });
      return response;
    });
    await lastValueFrom(command(client).pipe(toArray()));
    all.push([name, command, answers]);
  }
  return all;
}

Deno.test(`Client gives a value or a typed error for ${RUNS} mutated answers`, async () => {
  console.log(`seed ${SEED}, ${RUNS} runs`);
  const all = await recordAll();
  const tally = { values: 0, errors: 0 };
  await assertProperty(
    asyncProperty(
      nat({ max: all.length - 1 }),
      tuple(nat({ max: 5 }), mutations),
      async (which, [at, changes]) => {
        const [name, command, recorded] = all[which]!;
        const { fetch } = replay(
          recorded,
          // One answer of several, or each.
          (answer, n) =>
            at === 5 || n === at % recorded.length
              ? mutate(answer, changes)
              : answer,
        );
        try {
          const values = await lastValueFrom(
            command(clientOf(fetch)).pipe(take(500), toArray()),
          );
          for (const value of values) readAll(value);
          tally.values++;
        } catch (error) {
          if (!isGroupMeError(error)) {
            throw new Error(`${name} met ${error}`, { cause: error });
          }
          if (`${error.cause}`.includes("it asks for ever")) throw error;
          tally.errors++;
        }
      },
    ),
    { seed: SEED, numRuns: RUNS },
  );
  console.log(`${tally.values} values, ${tally.errors} errors`);
});
