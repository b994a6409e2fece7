/** The result of handing a group over: GroupMe refuses inside a success. */
export class ChangeOwnersResult {
  /** The status of a group that was handed over. */
  static readonly successCode: string = "200";
  /** The meaning of each status. */
  static readonly statusTexts: { readonly [status: string]: string } = {
    200: "the group has its new owner",
    400: "the user owns the group",
    403: "the group is not yours to hand over",
    404: "no such group or member",
    405: "an id is missing",
  };

  /** Wraps an answer of GroupMe. */
  constructor(
    /** The group's id. */
    readonly groupId: string,
    /** The user id of the new owner. */
    readonly ownerId: string,
    /** GroupMe's status, such as `"200"`. */
    readonly status: string,
  ) {}

  /** The meaning of the status. */
  get reason(): string {
    return ChangeOwnersResult.statusTexts[this.status] ??
      `status ${this.status}`;
  }

  /** Whether the group has its new owner. */
  get isSuccess(): boolean {
    return this.status === ChangeOwnersResult.successCode;
  }
}
