import { map, mergeMap, type OperatorFunction, pipe } from "rxjs";
import type { FileAttachment } from "../attachments/attachment.ts";
import type { Download } from "../operators/download.ts";
import { each, type EachOptions } from "../operators/each.ts";
import type { DirectMessage } from "../resources/messages/direct_message.ts";
import type { Message } from "../resources/messages/message.ts";
import { conversationOf } from "../resources/messages/message_target.ts";
import { Files } from "./files.ts";

/** A file that a message shares. */
export interface MessageFile {
  /** The message. */
  readonly message: Message | DirectMessage;
  /** The attachment that shares it. */
  readonly attachment: FileAttachment;
}

/**
 * Downloads the files of each message, from the conversation of the message.
 * Messages without a file are passed over.
 *
 * @example Keep what a group shares
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { downloadFiles } from "@rxgroupme/client/media";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").tail().pipe(
 *   downloadFiles({ concurrency: 4, onError: "continue" }),
 * ).subscribe(({ attachment, data }) => {
 *   console.log(`${attachment.fileId}: ${data.size} bytes`);
 * });
 * ```
 * @param options How many at a time, and what becomes of one that fails.
 * @returns Each file, and the attachment that it is of.
 */
export function downloadFiles<E = never>(
  options: EachOptions<MessageFile, E> = {},
): OperatorFunction<Message | DirectMessage, Download<FileAttachment> | E> {
  return pipe(
    mergeMap((message) =>
      // By their type, as a page may have two copies of this library, and two
      // classes. An attachment without an id is no file.
      (message.attachments as readonly FileAttachment[])
        .filter(({ type, fileId }) => type === "file" && fileId)
        .map((attachment) => ({ message, attachment }))
    ),
    each(
      ({ message, attachment }: MessageFile) =>
        new Files(message.manager, conversationOf(message))
          .download(attachment).pipe(map((data) => ({ attachment, data }))),
      options,
    ),
  );
}
