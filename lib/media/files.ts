import { catchError, map, type Observable, of, switchMap } from "rxjs";
import type { FileAttachment } from "../attachments/attachment.ts";
import type { Client } from "../client.ts";
import { readResources } from "../resource.ts";
import type { Conversation } from "../resources/conversation.ts";
import type { ApiRequest } from "../transport/request.ts";
import {
  assertLength,
  got,
  invalidArgument,
  pathId,
} from "../util/validate.ts";
import { readField } from "../wire/json.ts";
import { ConversationMedia } from "./conversation_media.ts";
import { type FileSource, readFile } from "./file_source.ts";
import type { Job, JobOptions } from "./job.ts";
import { StoredFile } from "./stored_file.ts";

/** How to upload a file. */
export interface UploadOptions extends JobOptions {
  /** Its name, 1 character and above. */
  name: string;
  /**
   * Its media type.
   *
   * @default {the type of a `Blob`, or application/octet-stream}
   */
  contentType?: string | undefined;
}

/** The files of one conversation. Make one by {@linkcode files}. */
export class Files extends ConversationMedia {
  /**
   * Uploads a file, and waits until GroupMe has taken it in. Safe to repeat: a
   * file that is lost on the way is in no message. A stream can be used for one
   * upload: it is read to its end before anything is sent, so that a retry has
   * its bytes.
   *
   * @returns The file, ready to be shared by its attachment, then completion; or
   * a {@linkcode ResultsNotReady} when the time is up. Unsubscribing aborts.
   * @throws {TypeError} With a source that is no bytes, or a `contentType` that no
   * header can hold. Of a stream the Observable errors with it.
   * @throws {RangeError} With more than 52,428,800 bytes, an empty name, or a
   * time out of its range. Of a stream the Observable errors with it.
   */
  upload(source: FileSource, options: UploadOptions): Observable<StoredFile> {
    const name = assertLength(options.name, 1, Infinity, "name");
    const { contentType: type = "" } = options;
    if (/[^ -~]/.test(type)) {
      throw invalidArgument("contentType", `it must be ASCII${got(type)}`);
    }
    const upload = readFile(source).pipe(switchMap((body) => {
      const contentType = type || body.type || "application/octet-stream";
      return this.id.pipe(map((id): Job<StoredFile> => ({
        host: "file",
        path: `/${encodeURIComponent(id)}/files`,
        query: { name },
        body,
        contentType,
        statusPath: `/${encodeURIComponent(id)}/uploadStatus`,
        // After any other word it may be ready later.
        readStatus: (answer) =>
          /^completed?$/.test(Object(answer).status) && new StoredFile(this, {
            file_id: readField(answer, "file_id", ""),
            meta: 200,
            file_data: {
              file_name: name,
              file_size: body.size,
              mime_type: contentType,
            },
          }),
      })));
    }));
    return this.run(upload, options);
  }

  /**
   * Describes files: their names, sizes and media types.
   *
   * @returns One array, then completion: a file that the conversation has not is
   * in it, with `status` 404. No request without an id.
   * @throws {TypeError} With an empty id.
   */
  info(...fileIds: readonly string[]): Observable<readonly StoredFile[]> {
    for (const id of fileIds) pathId(id, "fileIds");
    if (fileIds.length === 0) return of([]);
    return this.id.pipe(
      switchMap((conversation) =>
        this.session.request({
          method: "POST",
          host: "file",
          path: `/${encodeURIComponent(conversation)}/fileData`,
          body: { file_ids: fileIds },
          responseType: "json",
          idempotent: true,
          read: readResources(StoredFile, this),
        })
      ),
    );
  }

  /**
   * Downloads a file of this conversation.
   *
   * @param file Its id, or the attachment that shares it.
   * @returns Its bytes, 268,435,456 at most, then completion; or a
   * {@linkcode NotFound}, as for a file of another conversation.
   * @throws {TypeError} Without an id.
   */
  download(file: string | FileAttachment): Observable<Blob> {
    const id = pathId(Object(file).fileId ?? file, "fileId");
    return this.id.pipe(
      switchMap((conversation) => {
        const call: ApiRequest<Blob> = {
          host: "file",
          path: `/${encodeURIComponent(conversation)}/files/${id}`,
          responseType: "bytes",
          read: (answer) => answer as Blob,
        };
        return this.session.request(call).pipe(
          catchError((error) => {
            if (error.status !== 405) throw error;
            // As clients of 2021 ask.
            return this.session.request({
              ...call,
              method: "POST",
              idempotent: true,
            });
          }),
        );
      }),
    );
  }
}

/**
 * The files of a conversation.
 *
 * @param conversation The id of a group or a topic, or the key of a chat.
 * @throws {TypeError} When it names no conversation.
 *
 * @example Tell the name and the size of a file
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { files } from "@rxgroupme/client/media";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const here = files(client, "1234");
 * here.upload(new Uint8Array(300), { name: "tides.bin" }).pipe(
 *   concatMap(({ id }) => here.info(id)),
 * ).subscribe((found) => {
 *   for (const { name, size } of found) console.log(`${name}: ${size} bytes`);
 * });
 * ```
 */
export function files(
  client: Pick<Client, "session" | "user">,
  conversation: Conversation,
): Files {
  return new Files(client, conversation);
}
