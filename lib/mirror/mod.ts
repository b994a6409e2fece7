/**
 * A copy of every conversation: kept up to date, searchable, and audited.
 *
 * @example Copy everything, and search it
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { memoryMirror, mirror, search } from "@rxgroupme/client/mirror";
 * import { lastValueFrom } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * await using store = memoryMirror();
 * await lastValueFrom(mirror(client, store));
 * await search(store, "tide 7").forEach(({ hits }) => console.log(hits.length));
 * ```
 *
 * @module
 */

export { audit } from "./audit.ts";
export type { AuditFault, AuditOptions, AuditReport } from "./audit.ts";
export type { Coverage, CoverageRange } from "./coverage.ts";
export type { MediaStore } from "./media.ts";
export { memoryMirror } from "./memory.ts";
export { mirror } from "./mirror.ts";
export { mirrored } from "./mirrored.ts";
export type { MirroredSource } from "./mirrored.ts";
export { search } from "./search.ts";
export type { SearchOptions, SearchResult } from "./search.ts";
export type {
  ConversationCoverage,
  ConversationName,
} from "./stored_conversations.ts";
export type { MirroredConversation, MirrorOptions } from "./options.ts";
export type { MirrorProgress } from "./progress.ts";
export type { DeletedPolicy } from "./registers.ts";
export type {
  Hit,
  MaybePromise,
  MirrorBatch,
  MirrorStore,
  StoreMeta,
  StoreQuery,
  StoreRange,
} from "./store.ts";
export {
  StoreBusy,
  StoreError,
  StoreFull,
  StoreNewer,
} from "./store_errors.ts";
