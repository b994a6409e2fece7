/**
 * A log of what a client does: readable lines, JSON for servers, and spans for
 * OpenTelemetry.
 *
 * @example
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { log } from "@rxgroupme/client/log";
 *
 * const client = Client.fromToken("...");
 * log(client).subscribe();
 * client.groups.list().subscribe();
 * // 17:04:05.123 INFO  GET /v3/groups 200 in 132 ms
 * ```
 *
 * @module
 */

export type { LogLevel } from "./entry.ts";
export { log, type LogOptions } from "./log.ts";
export type { SpanLike, TracerLike } from "./tracer.ts";
