/**
 * Membership of groups: joining, and moderating those who join.
 *
 * @example Make every member an admin
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { moderation } from "@rxgroupme/client/membership";
 * import { concatAll, concatMap, filter } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const here = moderation(client, "1234");
 * here.list().pipe(
 *   concatAll(),
 *   filter(({ roles }) => roles.length === 1 && roles[0] === "user"),
 *   concatMap(({ id }) => here.setRole(id, "admin")),
 * ).subscribe(({ nickname }) => console.log(`${nickname} is an admin`));
 * ```
 *
 * @module
 */

export type { WatchOptions } from "../resources/watch_value.ts";
export { Applicant } from "./applicant.ts";
export { approve, deny } from "./approve.ts";
export { GroupPreview } from "./group_preview.ts";
export type { Joined } from "./joined.ts";
export { Joining, joining, type JoinOptions } from "./joining.ts";
export { type MemberChange, memberChanges } from "./member_changes.ts";
export type {
  GroupPreviewData,
  JoinQuestionData,
  PendingData,
  SentRequestData,
} from "./membership_data.ts";
export { type AddingFailure, Moderation, moderation } from "./moderation.ts";
export { SentRequest } from "./sent_request.ts";
