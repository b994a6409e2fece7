import { assertEquals } from "@std/assert";
import { lastValueFrom } from "rxjs";
import { world } from "../../support/world.ts";

Deno.test("GenericMessage.event says what happened, in a notice alone", async () => {
  const { client, simulator } = world();
  const group = simulator.addGroup();
  const event = { type: "group.name_change", data: { name: "Tide Pool" } };
  simulator.inject(group, { isSystem: true, event, text: "A new name" });
  simulator.inject(group, { text: "Nice" });
  const page = await lastValueFrom(client.groups.messages(group.id).list());
  assertEquals(page.map(({ event }) => event), [undefined, event]);
  assertEquals(page.map(({ isSystem }) => isSystem), [false, true]);
});

Deno.test("GenericMessage reads the picture of its author, and when it was edited", async () => {
  const { client, clock, simulator } = world();
  const group = simulator.addGroup({ messageEditPeriod: 3600 });
  const messages = client.groups.messages(group.id);
  const { id, createdAt } = await lastValueFrom(messages.create("Helo"));
  await clock.advance(60_000);
  await lastValueFrom(client.request({
    method: "PUT",
    host: "v4",
    path: `/groups/${group.id}/messages/${id}`,
    body: { text: "Hello" },
  }));
  const edited = await lastValueFrom(messages.get(id));
  assertEquals(edited.text, "Hello");
  const later = (createdAt?.getTime() ?? 0) + 60_000;
  assertEquals(edited.updatedAt, new Date(later));
  assertEquals(edited.avatarUrl, group.messageAt(0)?.avatar_url ?? "none");
});
