import { assertEquals, assertRejects } from "@std/assert";
import { type Client, Group, NoResponse, NotFound } from "@rxgroupme/client";
import { calendar } from "@rxgroupme/client/calendar";
import { deleteMessage } from "@rxgroupme/client/changes";
import { contacts } from "@rxgroupme/client/contacts";
import { joining, moderation } from "@rxgroupme/client/membership";
import { readState } from "@rxgroupme/client/read_state";
import { topics } from "@rxgroupme/client/topics";
import { lastValueFrom, type Observable } from "rxjs";
import { envelope } from "../support/recorded.ts";
import { type Answer, refusal, scripted } from "../support/scripted.ts";

/** All that takes something away, which a second attempt does not find. */
const deletions: Record<string, (client: Client) => Observable<true>> = {
  "groups.destroy()": ({ groups }) => groups.destroy("1"),
  "group.leave()": ({ groups }) =>
    new Group(groups, { id: "1", members: [{ id: "2", user_id: "7" }] })
      .leave(),
  "memberships.remove()": ({ groups }) => groups.memberships("1").remove("2"),
  "bots.destroy()": ({ bots }) => bots.destroy("2"),
  "blocks.unblock()": ({ user }) => user.blocks.unblock("2"),
  "topics().destroy()": (client) => topics(client, "1").destroy("2"),
  "readState().hide()": (client) => readState(client).hide("2"),
  "contacts().remove()": (client) => contacts(client).remove("2"),
  "contacts().approve()": (client) => contacts(client).approve("2"),
  "contacts().decline()": (client) => contacts(client).decline("2"),
  "joining().revoke()": (client) => joining(client).revoke("2"),
  "moderation().approve()": (client) => moderation(client, "1").approve("2"),
  "moderation().deny()": (client) => moderation(client, "1").deny("2"),
  "calendar().cancel()": (client) => calendar(client, "1").cancel("2"),
  "deleteMessage()": ({ groups }) =>
    deleteMessage({ manager: groups.messages("1"), id: "2" }),
  "deleteMessage() of a chat": ({ chats }) =>
    deleteMessage(
      chats.messages("2").source.read({ id: "9", conversation_id: "2+7" }),
    ),
};

/** A client that is user 7, which takes no answer of its script. */
function knownClient(answers: readonly Answer[]): Client {
  const left = [...answers];
  return scripted([], {
    fetch: (request) => {
      if (request.url.endsWith("/users/me")) {
        return Promise.resolve(envelope({ id: "7" }));
      }
      const answer = left.shift();
      return answer instanceof Response
        ? Promise.resolve(answer)
        : Promise.reject(answer);
    },
  }).client;
}

for (const [name, deletion] of Object.entries(deletions)) {
  Deno.test(`${name} takes a 404 for success after a lost answer, and only then`, async () => {
    const gone = deletion(knownClient([refusal(404)]));
    await assertRejects(() => lastValueFrom(gone), NotFound);
    const lost = new TypeError("connection reset");
    const taken = deletion(knownClient([lost, refusal(404), refusal(404)]));
    await assertRejects(() => lastValueFrom(taken), NoResponse);
    assertEquals(await lastValueFrom(taken), true);
    await assertRejects(() => lastValueFrom(taken), NotFound);
  });
}
