import { defer, filter, map, type OperatorFunction } from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { type Notice, noticeOf, subjectOf } from "../push/events/notice.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toId, toObject, toObjects, toText } from "../wire/json.ts";

/** Something happened to members of a group, or to who wants to be one. */
export interface MemberChange {
  /**
   * `added` by another, `joined`, `rejoined`, `left`, `removed` by another,
   * `autokicked` by GroupMe; another `role`, `owner`, `nickname` or `avatar`;
   * or `pending`: somebody waits for approval.
   */
  readonly type:
    | "added"
    | "joined"
    | "rejoined"
    | "left"
    | "removed"
    | "autokicked"
    | "role"
    | "owner"
    | "nickname"
    | "avatar"
    | "pending";
  /** The group's id. */
  readonly groupId: string;
  /** The user ids of whom it happened to: several may be added at once. */
  readonly userIds: readonly string[];
  /** User id of who did it; `""` where it is not told. */
  readonly by: string;
  /** The new role, with `role`: `admin` or `user`. */
  readonly role?: string;
  /** The new nickname, with `nickname`. */
  readonly nickname?: string;
}

/** The notices that tell of changes of members, and GroupMe's word for each. */
const NOTICE =
  /^(?:membership\.(?:\w+\.)*|group\.(?=role|owner))(added|joined|rejoined|exited|removed|autokicked|role|owner|nickname|avatar|new_pending)/;

/** How many changes are remembered, to leave out those told a second time. */
const MEMORY = 1_000;

/** How far a notice and a frame of one addition may differ, in seconds. */
const SAME_TIME_S = 5;

/**
 * The changes of members that a stream of messages or of push events tells of,
 * by GroupMe's notices in the group, each once where a tail and
 * `push(client).events()` are merged: the last 1,000 changes are remembered.
 * Completes and errors as its source.
 *
 * Push tells you besides that you were added, but not by whom: that is left out
 * after the notice of it, within 5 seconds by GroupMe's clock. Where it comes
 * first, the notice is told too, as it says more.
 *
 * @example Show who comes and goes
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { memberChanges } from "@rxgroupme/client/membership";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(memberChanges())
 *   .subscribe(({ type, userIds }) => console.log(type, userIds));
 * ```
 */
export function memberChanges(): OperatorFunction<
  GenericMessage | PushEvent,
  MemberChange
> {
  return (source) =>
    defer(() => {
      const emitted: Emitted[] = [];
      return source.pipe(
        map((it) => {
          const notice = noticeIn(it);
          const change = changeOf(notice);
          if (!change) return;
          const { groupId, userIds: [userId = ""], by } = change;
          const { id, created_at } = notice.message;
          const next = {
            ...change,
            id: toId(id),
            at: Number(toText(created_at)),
          };
          const isRepeated = emitted.some((it) =>
            it.id && it.id === next.id ||
            !by && it.by && it.groupId === groupId &&
              it.type === change.type && it.userIds.includes(userId) &&
              !(Math.abs(it.at - next.at) > SAME_TIME_S)
          );
          if (isRepeated) return;
          if (emitted.unshift(next) > MEMORY) emitted.pop();
          return change;
        }),
        filter(Boolean),
      );
    });
}

function changeOf({ type: name, data, message }: Notice):
  | MemberChange
  | undefined {
  const [, word] = NOTICE.exec(name) ?? [];
  if (!word) return;
  const { added_users, adder_user, removed_user, remover_user } = data;
  const { member, new_owner, old_owner, user } = data;
  const whom = added_users ?? [removed_user ?? member ?? new_owner ?? user];
  const by = adder_user ?? remover_user ?? old_owner ?? user ?? removed_user;
  // Two of GroupMe's words are not the library's.
  const type = word.replace("exited", "left").replace("new_", "");
  const role = toText(data.role);
  const nickname = toText(data.name);
  return {
    type: type as MemberChange["type"],
    groupId: toId(message.group_id),
    userIds: idsOf(whom),
    // GroupMe's doing, though the only user in it is the one who is gone.
    by: type === "autokicked" ? "" : toId(toObject(by).id),
    ...role !== undefined && { role },
    ...nickname !== undefined && { nickname },
  };
}

/** A change that was told. */
interface Emitted extends MemberChange {
  /** The id of its message, or that of a frame; `""` where it has none. */
  readonly id: string;
  /** When it was written, in seconds by GroupMe's clock. */
  readonly at: number;
}

/** The ids of users in a notice. */
function idsOf(users: unknown): readonly string[] {
  return toObjects<{ id?: unknown }>(users).map(({ id }) => toId(id))
    .filter(Boolean);
}

/** A notice; or in its shape that you were added, as push tells it to you alone. */
function noticeIn(it: GenericMessage | PushEvent): Notice {
  if (!("channel" in it) || it.type !== "membership.create") {
    return noticeOf(it);
  }
  const group_id = toId(subjectOf(it).id);
  const { received_at } = toObject(it.data);
  const [, , id] = it.channel.split("/");
  return {
    type: group_id && "membership.added",
    data: { added_users: [{ id }] },
    message: {
      group_id,
      created_at: Number(received_at) / 1_000,
      id: received_at && `${group_id}${received_at}`,
    },
  };
}
