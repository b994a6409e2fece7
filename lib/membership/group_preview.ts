import { ManagedResource } from "../resource.ts";
import { toDate, toId, toNumber, toObject, toText } from "../wire/json.ts";
import type { Joining } from "./joining.ts";
import type { GroupPreviewData } from "./membership_data.ts";

/**
 * A group as those see it who are not in it. GroupMe shows its name and its
 * members with a share token alone, and its topics without one alone.
 */
export class GroupPreview extends ManagedResource<GroupPreviewData, Joining> {
  /** The group's id. */
  readonly id: string = toId(this.data.id);
  /** Its name; with a share token. */
  readonly name: string | undefined = toText(this.data.name);
  /** Its description; with a share token. */
  readonly description: string | undefined = toText(this.data.description);
  /** How many members it has; with a share token. */
  readonly membersCount: number | undefined = toNumber(this.data.members_count);
  /** How many topics it has; without a share token. */
  readonly topicsCount: number | undefined = toNumber(this.data.children_count);
  /** When something last happened in it; without a share token. */
  readonly updatedAt: Date | undefined = toDate(this.data.updated_at);
  /** Whether an admin has to approve who joins. */
  readonly requiresApproval: boolean = this.data.requires_approval === true;
  /** The question that has to be answered; `undefined` where there is none. */
  readonly question: string | undefined = this.data.show_join_question
    ? toText(toObject(this.data.join_question).text)
    : undefined;
}
