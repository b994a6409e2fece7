import { ManagedResource, type Manager } from "../resource.ts";
import type { MemberData } from "../wire/group.ts";
import { toId, toText } from "../wire/json.ts";

/** A user in one group. Its `id` is the membership's, not the user's. */
export class Member extends ManagedResource<MemberData> {
  /** The group's id. */
  readonly groupId: string;

  /** Wraps the JSON of a member of the group `groupId`. */
  constructor(manager: Manager, groupId: string, data: MemberData) {
    super(manager, data);
    this.groupId = groupId;
  }

  /** The membership's id. */
  get id(): string {
    return toId(this.data.id);
  }

  /** The user's id. */
  get userId(): string {
    return toId(this.data.user_id);
  }

  /** The name in this group. */
  get nickname(): string | undefined {
    return toText(this.data.nickname);
  }

  /** The user's own name. */
  get name(): string | undefined {
    return toText(this.data.name);
  }

  /** The picture in this group. */
  get imageUrl(): string | undefined {
    return toText(this.data.image_url) || undefined;
  }

  /** What the member may do: `owner`, `admin`, `user`. */
  get roles(): readonly string[] {
    const roles: unknown = this.data.roles;
    return Array.isArray(roles) ? roles.map(String) : [];
  }
}
