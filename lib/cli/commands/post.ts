import { type Observable, switchMap, tap } from "rxjs";
import type { Group } from "../../resources/groups/group.ts";
import type { Message } from "../../resources/messages/message.ts";
import { WrongUsage } from "../failure.ts";
import { findGroup } from "../find_group.ts";
import { sanitize } from "../sanitize.ts";
import type { Context } from "../connection.ts";

/** Posts a message, once whatever happens on the way, and prints its id. */
export function post(
  { client, screen }: Context,
  wanted: string,
  text: string,
): Observable<unknown> {
  return findGroup(client, wanted).pipe(
    switchMap((group) => checked(group, text)),
    tap(({ id }) => screen.print([sanitize(id)])),
  );
}

function checked(group: Group, text: string): Observable<Message> {
  try {
    return group.post(text);
  } catch (error) {
    throw new WrongUsage(error instanceof Error ? error.message : `${error}`);
  }
}
