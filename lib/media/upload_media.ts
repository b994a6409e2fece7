import { map, type Observable, switchMap } from "rxjs";
import { ImageAttachment } from "../attachments/attachment.ts";
import type { Client } from "../client.ts";
import { MissingResponseError } from "../errors.ts";
import { redactCause } from "../transport/redact.ts";
import { type Remote, remote } from "../transport/remote.ts";
import { assertInteger, assertLength, pathId } from "../util/validate.ts";
import { readField } from "../wire/json.ts";
import { toBlob } from "./file_source.ts";

/** The facts of a picture that GroupMe asks for before it takes it. */
export interface UploadMediaOptions {
  /** Its width in pixels, 1 and above. */
  width: number;
  /** Its height in pixels, 1 and above. */
  height: number;
  /** The ending of its name, without the dot: `jpg`. */
  extension: string;
  /**
   * The group that it is for.
   *
   * @default {none}
   */
  groupId?: string | undefined;
}

/** Where the bytes of one upload go, and where they are read. */
interface Slot {
  readonly uploadUrl: string;
  readonly renderUrl: string;
}

/**
 * Uploads a picture to GroupMe's newer service, as its apps do; where
 * `client.images` uploads to the older one. Cold, and safe to repeat: a picture
 * that is lost on the way is in no message. The bytes go to another host, which
 * never gets the token; a retry asks for a new place to put them.
 *
 * @returns The attachment, ready to be posted, then completion; or a
 * {@linkcode GroupMeError}. Unsubscribing aborts.
 * @throws {TypeError} With a source that is no bytes.
 * @throws {RangeError} With a source without a byte, an empty `extension`, or a
 * width or a height that is no integer of 1 and above.
 *
 * @example Post a picture
 * ```ts
 * import { Client } from "@rxgroupme/client";
 * import { uploadMedia } from "@rxgroupme/client/media";
 * import { concatMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * const picture = new Blob([new Uint8Array(300)], { type: "image/jpeg" });
 * uploadMedia(client, picture, { width: 1440, height: 1080, extension: "jpg" })
 *   .pipe(
 *     concatMap((image) =>
 *       client.groups.messages("1234").create({ attachments: [image] })
 *     ),
 *   ).subscribe();
 * ```
 */
export function uploadMedia(
  { session, user }: Pick<Client, "session" | "user">,
  source: Blob,
  { width, height, extension, groupId }: UploadMediaOptions,
): Observable<ImageAttachment> {
  const bytes = toBlob(source);
  const fileSize = assertInteger(bytes.size, 1, Infinity, "source.size");
  assertInteger(width, 1, Infinity, "width");
  assertInteger(height, 1, Infinity, "height");
  assertLength(extension, 1, Infinity, "extension");
  if (groupId !== undefined) pathId(groupId, "groupId");
  return user.id.pipe(
    switchMap((senderId) =>
      session.request<Slot>({
        method: "POST",
        host: "media",
        path: "/uploads",
        body: { extension, senderId, groupId, fileSize, width, height },
        responseType: "json",
        // A slot that stays empty does no harm.
        idempotent: true,
        // A failed write is tried again from here, with a slot of its own.
        wrapAttempt: switchMap((slot) =>
          session.request({
            method: "PUT",
            remote: signed(slot.uploadUrl),
            headers: { "x-ms-blob-type": "BlockBlob" },
            body: bytes,
            contentType: bytes.type,
            responseType: "none",
            read: () => slot,
          })
        ),
        read: (answer) => {
          readField(answer, "uploadUrl", "");
          readField(answer, "renderUrl", "");
          return answer as Slot;
        },
      })
    ),
    map(({ renderUrl }) => new ImageAttachment({ url: renderUrl })),
  );
}

/** A URL whose query is the credential: no error and no log tells of it. */
function signed(url: string): Remote {
  return {
    isAnonymous: true,
    check: (urls) => {
      try {
        return Object.assign(remote(url).check(urls), { search: "" });
      } catch {
        // No argument of the caller's; and its words quote the credential.
        throw new MissingResponseError("Cannot upload: no URL to write to");
      }
    },
    fetch: (fetchUrl) =>
      fetchUrl(url).catch((error) => {
        throw redactCause(error, new URL(url).search);
      }),
  };
}
