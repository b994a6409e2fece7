/**
 * Files of conversations, videos, and pictures at GroupMe's newer service:
 * uploaded, described and downloaded.
 *
 * @example Share a file in a group
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { files } from "@rxgroupme/client/media";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const tides = new Blob(["low tide at six\n"], { type: "text/plain" });
 * files(client, "1234").upload(tides, { name: "tides.txt" }).pipe(
 *   concatMap((file) =>
 *     client.groups.messages("1234").create({
 *       text: "The tides",
 *       attachments: [file.toAttachment()],
 *     })
 *   ),
 * ).subscribe();
 * ```
 *
 * @module
 */

export type { Conversation } from "../resources/conversation.ts";
export type { ConversationMedia } from "./conversation_media.ts";
export { downloadFiles, type MessageFile } from "./download_files.ts";
export { Files, files, type UploadOptions } from "./files.ts";
export type { FileSource } from "./file_source.ts";
export type { JobOptions } from "./job.ts";
export { StoredFile, type StoredFileData } from "./stored_file.ts";
export { uploadMedia, type UploadMediaOptions } from "./upload_media.ts";
export { Videos, videos } from "./videos.ts";
