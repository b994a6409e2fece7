import { defer, map, type Observable, switchMap } from "rxjs";
import {
  type Attachment,
  ImageAttachment,
} from "../../attachments/attachment.ts";
import { toAttachmentData } from "../../attachments/attachment_data.ts";
import { Manager } from "../../resource.ts";
import type { PictureData } from "../../wire/message.ts";
import { readField } from "../../wire/json.ts";
import { type AllowPrivate, remote } from "../../transport/remote.ts";
import { assertInteger, got, invalidArgument } from "../../util/validate.ts";
import { readPicture } from "./picture_bytes.ts";
import { type ImageSize, sizedUrl } from "./sized_url.ts";

export type { ImageSize } from "./sized_url.ts";

/** The bytes of a picture; a stream is read to its end before it is sent. */
export type ImageSource =
  | Blob
  | ArrayBuffer
  | ArrayBufferView
  | ReadableStream<Uint8Array>;

/** A file that is somewhere: its URL, an attachment, or its JSON. */
export type ImageLocation =
  | string
  | Attachment
  | { readonly [field: string]: unknown };

/** How to download a picture. */
export interface DownloadOptions {
  /**
   * A size of it, of those that GroupMe makes; any other picture comes as it is.
   *
   * @default {as it was uploaded}
   */
  size?: ImageSize | undefined;
  /**
   * The field of an attachment that has the URL, in GroupMe's words.
   *
   * @default {"url"}
   */
  urlField?: string | undefined;
  /**
   * Private hosts that it may be read from: all of them, or those named.
   *
   * @default {false}
   */
  allowPrivate?: AllowPrivate | undefined;
  /**
   * Most bytes of it, 1 or more; a larger picture is an error.
   *
   * @default {268_435_456}
   */
  maxBytes?: number | undefined;
}

/** Pictures, at GroupMe's image service. */
export class Images extends Manager {
  /**
   * Uploads a picture. It errors with a `TypeError`, before anything is sent,
   * where the first bytes are not those of a picture.
   *
   * @param source Its bytes; a stream can be used for one upload.
   * @returns Its URL, then completion.
   */
  upload(source: ImageSource): Observable<PictureData> {
    let whole: Promise<Blob> | undefined;
    return defer(() => whole ??= readPicture(source)).pipe(
      switchMap((body) =>
        this.session.request({
          method: "POST",
          host: "image",
          path: "/pictures",
          body,
          // GroupMe takes every kind of picture under this one.
          contentType: "image/jpeg",
          // A second copy does no harm.
          idempotent: true,
          read: (answer) => {
            readField(answer, "url", "");
            return answer as PictureData;
          },
        })
      ),
    );
  }

  /** Uploads a picture; emits it as an attachment. */
  fromFile(source: ImageSource): Observable<ImageAttachment> {
    return this.upload(source).pipe(
      map(({ url, picture_url }) =>
        new ImageAttachment({ url, sourceUrl: picture_url })
      ),
    );
  }

  /**
   * Downloads a picture from any public host and uploads it; emits it as an
   * attachment. The token is sent to GroupMe only. In a browser the other host
   * has to allow it (CORS).
   *
   * @param options `allowPrivate`: private hosts that it may be read from;
   * `maxBytes`: most bytes of it, 268,435,456 unless given.
   * @throws {TypeError} When it is not an `http:` or `https:` URL.
   */
  fromUrl(
    url: string,
    options: Pick<DownloadOptions, "allowPrivate" | "maxBytes"> = {},
  ): Observable<ImageAttachment> {
    return this.download(url, options)
      .pipe(switchMap((body) => this.fromFile(body)));
  }

  /**
   * Downloads a picture; emits its bytes. The token is sent to GroupMe's own
   * services only, and pictures are not among them. It errors with a `TypeError`,
   * before any request, where an attachment names a private host.
   *
   * @throws {TypeError} When there is no `http:` or `https:` URL.
   */
  download(
    image: ImageLocation,
    { size, urlField = "url", allowPrivate, maxBytes }: DownloadOptions = {},
  ): Observable<Blob> {
    const address = addressOf(image, urlField);
    if (maxBytes !== undefined) {
      assertInteger(maxBytes, 1, Infinity, "maxBytes");
    }
    if (!/^https?:/i.test(`${address}`) || !URL.canParse(`${address}`)) {
      throw invalidArgument(
        urlField,
        `it must be an http(s) URL${got(address)}`,
      );
    }
    const url = new URL(`${address}`);
    return this.session.request({
      remote: remote((size ? sizedUrl(url, size) : url).href, allowPrivate),
      maxBytes,
      responseType: "bytes",
      read: (answer) => answer as Blob,
    });
  }

  /** Downloads 200 x 200 of a picture. */
  downloadPreview(
    image: ImageLocation,
    options?: Omit<DownloadOptions, "size">,
  ): Observable<Blob> {
    return this.download(image, { ...options, size: "preview" });
  }

  /** Downloads a picture with 960 at most on its longer side. */
  downloadLarge(
    image: ImageLocation,
    options?: Omit<DownloadOptions, "size">,
  ): Observable<Blob> {
    return this.download(image, { ...options, size: "large" });
  }

  /** Downloads 60 x 60 of a picture. */
  downloadAvatar(
    image: ImageLocation,
    options?: Omit<DownloadOptions, "size">,
  ): Observable<Blob> {
    return this.download(image, { ...options, size: "avatar" });
  }
}

/** The URL of a picture, as far as it has one. */
function addressOf(image: ImageLocation, field: string): unknown {
  if (typeof image === "string") return image;
  return toAttachmentData(Object(image))[field];
}
