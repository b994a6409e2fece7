import { assert, assertEquals } from "@std/assert";
import { Client, GroupMeError, Message } from "@rxgroupme/client";
import { calendar } from "@rxgroupme/client/calendar";
import {
  deleteMessage,
  pinMessage,
  unpinMessage,
} from "@rxgroupme/client/changes";
import { contacts } from "@rxgroupme/client/contacts";
import { joining, moderation } from "@rxgroupme/client/membership";
import { polls } from "@rxgroupme/client/polls";
import {
  clearReaction,
  setLikeIcon,
  setReaction,
} from "@rxgroupme/client/reactions";
import { readState } from "@rxgroupme/client/read_state";
import { topics } from "@rxgroupme/client/topics";
import { lastValueFrom, map, type Observable } from "rxjs";

/** What something on the way answers with status 200, instead of GroupMe. */
const foreign: Record<string, () => Response> = {
  "a web page": () =>
    new Response("<!doctype html><title>Sign in</title>", {
      headers: { "content-type": "text/html" },
    }),
  "an error of a service worker": () => Response.json({ error: "offline" }),
  "a word": () => new Response("OK"),
  "a list": () => Response.json([]),
};

/** What GroupMe answers where there is nothing to tell. */
const own: Record<string, () => Response> = {
  "nothing": () => new Response(null, { status: 200 }),
  "202 and nothing": () => new Response(null, { status: 202 }),
  "204": () => new Response(null, { status: 204 }),
  "white space": () => new Response(" \n", { status: 202 }),
  "an envelope": () => Response.json({ meta: { code: 200 } }),
  "an envelope with null": () =>
    Response.json({ response: null, meta: { code: 200 } }),
  "an envelope with more": () =>
    Response.json({ response: { reactions: [] }, meta: { code: 200 } }),
};

const commands: Record<string, (client: Client) => Observable<unknown>> = {
  "message.like()": (client) => message(client).like(),
  "message.like() with a reaction": (client) => message(client).like("🔥"),
  "message.unlike()": (client) => message(client).unlike(),
  "bots.post()": ({ bots }) => bots.post("b", "hello"),
  "bots.post() of parts": ({ bots }) =>
    bots.post("b", "word ".repeat(300), { split: true }),
  "bots.destroy()": ({ bots }) => bots.destroy("b"),
  "groups.destroy()": ({ groups }) => groups.destroy("1"),
  "memberships.remove()": ({ groups }) => groups.memberships("1").remove("2"),
  "blocks.unblock()": ({ user }) => user.blocks.unblock("2"),
  "smsMode.enable()": ({ user }) => user.smsMode.enable("always"),
  "smsMode.disable()": ({ user }) => user.smsMode.disable(),
  "user.unshare()": ({ user }) => user.unshare(),
  "calendar().cancel()": (client) => calendar(client, "1").cancel("2"),
  "deleteMessage()": (client) => deleteMessage(message(client)),
  "pinMessage()": (client) => pinMessage(message(client)),
  "unpinMessage()": (client) => unpinMessage(message(client)),
  "clearReaction()": (client) =>
    clearReaction(message(client)).pipe(map(() => true)),
  "setReaction()": (client) =>
    setReaction(message(client), "🔥").pipe(map(() => true)),
  "setLikeIcon()": (client) => setLikeIcon(client, "1", "🔥"),
  "joining().revoke()": (client) => joining(client).revoke("2"),
  "moderation().approve()": (client) => moderation(client, "1").approve("2"),
  "moderation().deny()": (client) => moderation(client, "1").deny("2"),
  "moderation().bar()": (client) => moderation(client, "1").bar("2"),
  "moderation().unbar()": (client) => moderation(client, "1").unbar("2"),
  "polls().vote()": (client) =>
    polls(client, "1").vote({ id: "9", isMultiple: false }, ["1"])
      .pipe(map(() => true)),
  "polls().end()": (client) =>
    polls(client, "1").end("9").pipe(map(() => true)),
  "topics().destroy()": (client) => topics(client, "1").destroy("2"),
  "topics().mute()": (client) => topics(client, "1").mute("2", 5),
  "topics().unmute()": (client) => topics(client, "1").unmute("2"),
  "readState().markRead()": (client) =>
    readState(client).markRead(message(client)),
  "readState().markAllRead()": (client) => readState(client).markAllRead(),
  "readState().mute()": (client) =>
    readState(client).mute("1").pipe(map((until) => until ?? true)),
  "readState().unmute()": (client) => readState(client).unmute("1"),
  "readState().hide()": (client) => readState(client).hide("2"),
  "contacts().add()": (client) => contacts(client).add("2", "aB3dE5fG"),
  "contacts().remove()": (client) => contacts(client).remove("2"),
  "contacts().approve()": (client) => contacts(client).approve("2"),
  "contacts().decline()": (client) => contacts(client).decline("2"),
};

function message(client: Client): Message {
  return new Message(client.groups.messages("1"), { id: "9" });
}

/** A client that is you, reads its message, and is else answered so. */
function answered(answer: () => Response): Client {
  const known = { id: "7", message: { id: "9" }, poll: { data: {} } };
  const read = { response: known, meta: { code: 200 } };
  return new Client({
    token: "t",
    retry: { attempts: 2, initialDelay: 0 },
    fetch: ({ method }) =>
      Promise.resolve(method === "GET" ? Response.json(read) : answer()),
  });
}

for (const [name, command] of Object.entries(commands)) {
  for (const [what, answer] of Object.entries(foreign)) {
    Deno.test(`${name} fails where ${what} is answered instead of GroupMe's`, async () => {
      const outcome = await lastValueFrom(command(answered(answer)))
        .catch((error) => error);
      assert(outcome instanceof GroupMeError, `${outcome}`);
    });
  }

  Deno.test(`${name} emits true, whichever success GroupMe answers`, async () => {
    for (const [what, answer] of Object.entries(own)) {
      const outcome = await lastValueFrom(command(answered(answer)));
      assertEquals(outcome, true, what);
    }
  });
}
