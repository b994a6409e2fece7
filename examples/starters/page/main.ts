/**
 * A page that shows a conversation live. It runs on a GroupMe that is simulated
 * in the page, until it is given a token.
 *
 * @module
 */

import { timelineOf } from "@rxgroupme/client/timeline";
import { filter, fromEvent, map } from "rxjs";
import { type Place, real, simulated } from "./place.ts";
import { byId, View } from "./view.ts";

const { title, session, groupId, talk$ } = choose();
const live = timelineOf(session, groupId);
const rows = byId("rows");
const view = new View(rows);

byId("name").textContent = title;
live.subscribe((timeline) => {
  view.show(timeline);
  byId("status").textContent = timeline.status.state === "live"
    ? ""
    : `${timeline.status.state}: ${timeline.status.reason}`;
});
talk$.subscribe();

fromEvent(rows, "scroll").pipe(filter(() => rows.scrollTop < 200))
  .subscribe(() => live.loadOlder());

submitted("post").subscribe(({ form, fields }) => {
  live.send(`${fields.get("text")}`);
  form.reset();
});

submitted("account").subscribe(({ fields }) => {
  sessionStorage.setItem("token", `${fields.get("token")}`);
  sessionStorage.setItem("group", `${fields.get("group")}`);
  location.reload();
});

fromEvent(byId("leave"), "click").subscribe(() => {
  sessionStorage.clear();
  location.reload();
});

/** The group that was asked for in this tab, or a simulated one. */
function choose(): Place {
  const token = sessionStorage.getItem("token");
  const group = sessionStorage.getItem("group");
  return token && group ? real(token, group) : simulated();
}

/** Emits what is entered in a form, each time it is submitted. */
function submitted(id: string) {
  const form = byId(id) as HTMLFormElement;
  return fromEvent(form, "submit").pipe(map((event) => {
    event.preventDefault();
    return { form, fields: new FormData(form) };
  }));
}
