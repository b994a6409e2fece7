import type { Session } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { fieldsOf, listOf, textOf } from "./said.ts";

/** A topic of a group, as the list shows it. */
export interface TopicRow {
  readonly id: string;
  readonly name: string;
  readonly unread: number;
}

/**
 * The topics of a group; one value, then completion. Those of `./topics` can do
 * more, and bring all that a message can do along.
 */
export function topicsOf(
  session: Session,
  groupId: string,
): Observable<readonly TopicRow[]> {
  return session.request({
    path: `/groups/${groupId}/subgroups`,
    query: { include: "unread_count" },
    read: (answer) =>
      listOf(answer).map(fieldsOf).map((it) => ({
        id: `${it.id}`,
        name: textOf(it.topic) ?? "",
        unread: Number(it.unread_count) || 0,
      })),
  });
}
