import {
  distinctUntilChanged,
  filter,
  map,
  type OperatorFunction,
  pipe,
} from "rxjs";
import type { PushEvent } from "../push/events/events.ts";
import { subjectOf, systemNoticeOf } from "../push/events/notice.ts";
import type { GenericMessage } from "../resources/messages/generic_message.ts";
import { toId, toObjects, toText } from "../wire/json.ts";

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

/**
 * The changes of members that a stream of messages or of push events tells of,
 * by GroupMe's notices in the group. Completes and errors as its source.
 *
 * Push tells you besides that you were added, but not by whom: that is left out
 * where it comes right after the notice.
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
  return pipe(
    map(changeOf),
    filter(Boolean),
    distinctUntilChanged((last, { type, groupId, userIds: [id = ""], by }) =>
      last.by !== "" && by === "" && last.type === type &&
      last.groupId === groupId && last.userIds.includes(id)
    ),
  );
}

function changeOf(it: GenericMessage | PushEvent): MemberChange | undefined {
  const { type: name, data, message } = systemNoticeOf(it);
  const [, word] = NOTICE.exec(name) ?? [];
  if (!word) return "channel" in it ? addedYou(it) : undefined;
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
    by: type !== "autokicked" && idsOf([by])[0] || "",
    ...role !== undefined && { role },
    ...nickname !== undefined && { nickname },
  };
}

/** The ids of users in a notice. */
function idsOf(users: unknown): readonly string[] {
  return toObjects<{ id?: unknown }>(users).map(({ id }) => toId(id))
    .filter(Boolean);
}

/** That you were added to a group, as push tells it on your own channel. */
function addedYou(event: PushEvent): MemberChange | undefined {
  const groupId = toId(subjectOf(event).id);
  const [, , userId] = event.channel.split("/");
  if (event.type !== "membership.create" || !groupId || !userId) return;
  return { type: "added", groupId, userIds: [userId], by: "" };
}
