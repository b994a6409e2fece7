/**
 * The types of entry points, for the compiler of a consumer to check: of all
 * but `./testing/msw`, as msw has types that need those of a browser.
 *
 * @module
 */

export type EntryPoints = [
  typeof import("@rxgroupme/client"),
  typeof import("@rxgroupme/client/push"),
  typeof import("@rxgroupme/client/push/tabs"),
  typeof import("@rxgroupme/client/testing"),
  typeof import("@rxgroupme/client/cursors/memory"),
  typeof import("@rxgroupme/client/cursors/web_storage"),
  typeof import("@rxgroupme/client/cursors/deno_kv"),
  typeof import("@rxgroupme/client/cursors/durable_object"),
  typeof import("@rxgroupme/client/cursors/workers_kv"),
  typeof import("@rxgroupme/client/webhook"),
  typeof import("@rxgroupme/client/bot"),
  typeof import("@rxgroupme/client/calendar"),
  typeof import("@rxgroupme/client/changes"),
  typeof import("@rxgroupme/client/reactions"),
  typeof import("@rxgroupme/client/topics"),
  typeof import("@rxgroupme/client/media"),
  typeof import("@rxgroupme/client/read_state"),
  typeof import("@rxgroupme/client/membership"),
  typeof import("@rxgroupme/client/polls"),
  typeof import("@rxgroupme/client/contacts"),
  typeof import("@rxgroupme/client/log"),
  typeof import("@rxgroupme/client/lint"),
  typeof import("@rxgroupme/client/cli"),
  typeof import("@rxgroupme/client/init"),
];
