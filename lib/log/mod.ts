/**
 * A log of what a client does: readable lines, JSON for servers, and spans for
 * OpenTelemetry.
 *
 * @example Log as JSON
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { log } from "@rxgroupme/client/log";
 *
 * const client = Client.fromToken("...");
 * log(client, { format: "json", write: console.log }).subscribe();
 * client.groups.list().subscribe();
 * ```
 *
 * @module
 */

export type { LogLevel } from "./entry.ts";
export { log, type LogOptions } from "./log.ts";
export type { SpanLike, TracerLike } from "./tracer.ts";
