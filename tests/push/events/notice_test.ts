import { assertEquals } from "@std/assert";
import { Client } from "@rxgroupme/client";
import { isAnnouncement, noticeOf } from "../../../lib/push/events/notice.ts";
import { readEvent } from "../../../lib/push/events/read_event.ts";

const user = { id: 41870263, nickname: "Ines" };
const { source } = Client.fromToken("t").groups.messages("98115240");

/** The type of the notice in a message, read and pushed. */
function typesIn(data: object): readonly string[] {
  const subject = { id: "1", group_id: "98115240", ...data };
  const pushed = readEvent(
    "/user/41870263",
    { type: "line.create", subject },
    "41870263",
  );
  return [source.read(subject), pushed].map((it) =>
    noticeOf(it, isAnnouncement).type
  );
}

Deno.test("noticeOf() reads what GroupMe and its calendar write", () => {
  const event = { type: "calendar.event.updated", data: { user } };
  for (
    const author of [
      { system: true },
      { sender_type: "system" },
      { sender_type: "service", sender_id: "calendar" },
    ]
  ) {
    assertEquals(typesIn({ ...author, event }), [event.type, event.type]);
  }
});

Deno.test("noticeOf() reads the announcement of a poll or an event by its maker", () => {
  const author = { sender_type: "user", sender_id: "41870263" };
  for (const type of ["calendar.event.created", "poll.created"]) {
    const event = { type, data: { user } };
    assertEquals(typesIn({ ...author, event }), [type, type]);
    const other = { ...author, sender_id: "7305518", event };
    assertEquals(typesIn(other), ["", ""]);
    const unnamed = { sender_type: "user", event: { type, data: {} } };
    assertEquals(typesIn(unnamed), ["", ""]);
  }
  for (const type of ["calendar.event.cancelled", "group.subgroup_created"]) {
    const event = { type, data: { user } };
    assertEquals(typesIn({ ...author, event }), ["", ""]);
  }
});

Deno.test("noticeOf() takes nothing malformed for a notice", () => {
  for (const event of [null, [], "calendar", {}, { type: {} }]) {
    assertEquals(typesIn({ system: true, event }), ["", ""]);
  }
});
