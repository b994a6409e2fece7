/**
 * A page that signs its visitor in at GroupMe, lists the groups, and shows one
 * of them live.
 *
 * @module
 */

import { Client, Unauthorized } from "@rxgroupme/client";
import { catchError, EMPTY, fromEvent, switchMap } from "rxjs";
import { conversation } from "./conversation.ts";
import { signedIn, signIn, signOut } from "./sign_in.ts";
import { byId, choose, show } from "./view.ts";

const token = signedIn(window);
const enter = byId("enter");
const leave = byId("leave");

fromEvent(enter, "click").subscribe(() => {
  const name = 'meta[name="groupme-client-id"]';
  const meta = document.querySelector<HTMLMetaElement>(name);
  signIn(window, meta?.content ?? "");
});
fromEvent(leave, "click").subscribe(() => {
  signOut(window);
  location.reload();
});

enter.hidden = token !== undefined;
leave.hidden = !enter.hidden;

if (token) {
  // In the query, or the browser would ask GroupMe before each request.
  const client = new Client({ token, auth: "query" });
  const fail = (error: Error) => {
    if (error instanceof Unauthorized) signOut(window);
    byId("failure").textContent = error.message;
    return EMPTY;
  };
  choose(client.groups.listAll(), byId("groups")).pipe(
    switchMap((group) => {
      byId("name").textContent = group.name ?? group.id;
      byId("failure").textContent = "";
      // Whatever becomes of this group, another can be chosen.
      return show(conversation(group.messages), byId("messages"))
        .pipe(catchError(fail));
    }),
    catchError(fail),
  ).subscribe();
}
