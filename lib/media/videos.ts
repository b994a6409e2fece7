import { map, type Observable } from "rxjs";
import { VideoAttachment } from "../attachments/attachment.ts";
import type { Client } from "../client.ts";
import type { Conversation } from "../resources/conversation.ts";
import { readField } from "../wire/json.ts";
import { ConversationMedia } from "./conversation_media.ts";
import { toBlob } from "./file_source.ts";
import type { Job, JobOptions } from "./job.ts";

/** The videos of one conversation. Make one by {@linkcode videos}. */
export class Videos extends ConversationMedia {
  /**
   * Uploads a video, and waits until GroupMe has transcoded it. Safe to repeat:
   * a video that is lost on the way is in no message.
   *
   * @returns The attachment, ready to be posted, then completion; or a
   * {@linkcode BadResponse} with status 415 where GroupMe takes no such format,
   * or a {@linkcode ResultsNotReady} when the time is up. Unsubscribing aborts.
   * @throws {TypeError} With a source that is no bytes.
   * @throws {RangeError} With a time that is out of its range.
   */
  upload(
    source: Blob,
    options: JobOptions = {},
  ): Observable<VideoAttachment> {
    const body = new FormData();
    body.append("file", toBlob(source));
    const upload = this.id.pipe(map((id): Job<VideoAttachment> => ({
      host: "video",
      path: "/transcode",
      body,
      headers: { "x-conversation-id": id },
      statusPath: "/status",
      // 202 until then.
      readStatus: (answer, { status }) =>
        status === 201 && new VideoAttachment({
          url: readField(answer, "url", ""),
          previewUrl: readField(answer, "thumbnail_url", ""),
        }),
    })));
    return this.run(upload, options);
  }
}

/**
 * The videos of a conversation.
 *
 * @param conversation The id of a group or a topic, or the key of a chat.
 * @throws {TypeError} When it names no conversation.
 *
 * @example Post a video
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { videos } from "@rxgroupme/client/media";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const tide = new Blob([new Uint8Array(300)], { type: "video/mp4" });
 * videos(client, "1234").upload(tide).pipe(
 *   concatMap((video) =>
 *     client.groups.messages("1234").create({ attachments: [video] })
 *   ),
 * ).subscribe();
 * ```
 */
export function videos(
  client: Pick<Client, "session" | "user">,
  conversation: Conversation,
): Videos {
  return new Videos(client, conversation);
}
