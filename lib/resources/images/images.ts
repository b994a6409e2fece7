import { defer, map, type Observable, switchMap } from "rxjs";
import { ImageAttachment } from "../../attachments/attachment.ts";
import { Manager } from "../../resource.ts";
import type { PictureData } from "../../wire/image.ts";
import { readField } from "../../wire/field.ts";
import { readPicture } from "./picture_bytes.ts";

/** The bytes of a picture; a stream is read to its end before it is sent. */
export type ImageSource =
  | Blob
  | ArrayBuffer
  | ArrayBufferView<ArrayBuffer>
  | ReadableStream<Uint8Array<ArrayBuffer>>;

/**
 * A size that GroupMe makes of a picture: 200 x 200 cut out (`preview`), 960 at
 * most on its longer side (`large`), or 60 x 60 cut out (`avatar`).
 */
export type ImageSize = "preview" | "large" | "avatar";

/** A picture that is somewhere: its address, an attachment, or its JSON. */
export type ImageLocation =
  | string
  | ImageAttachment
  | { readonly [field: string]: unknown };

/** Which part of a picture to download. */
export interface DownloadOptions {
  /**
   * A size, of a picture at GroupMe's image service.
   *
   * @default {as it was uploaded}
   */
  size?: ImageSize;
  /**
   * Which field of an attachment has the address.
   *
   * @default {"url"}
   */
  urlField?: string;
}

/** Pictures, at GroupMe's image service. */
export class Images extends Manager {
  /**
   * Uploads a picture. What is no picture by its first bytes is a `TypeError`
   * that the Observable errors with, before anything is sent.
   *
   * @param source Its bytes; a stream can be used for one upload.
   * @returns Where it is, then completion.
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
          // This one is taken for every kind of picture.
          contentType: "image/jpeg",
          // A second copy harms nobody.
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
   * Downloads a picture from anywhere and uploads it; emits it as an
   * attachment. The token goes along to GroupMe only. In a browser the other
   * place has to allow it (CORS).
   *
   * @throws {TypeError} With no absolute URL.
   */
  fromUrl(url: string): Observable<ImageAttachment> {
    return this.download(url).pipe(switchMap((body) => this.fromFile(body)));
  }

  /**
   * Downloads a picture; emits its bytes. The token goes along to GroupMe's
   * own services only, and GroupMe's pictures are no such thing.
   *
   * @throws {TypeError} When there is no absolute URL.
   */
  download(
    image: ImageLocation,
    { size, urlField = "url" }: DownloadOptions = {},
  ): Observable<Blob> {
    const { [urlField]: address = image } = image instanceof ImageAttachment
      ? image.data
      : Object(image);
    if (!URL.canParse(address)) {
      throw new TypeError(`Cannot download: ${urlField} is no URL`);
    }
    const url = new URL(address);
    if (size) url.pathname = url.pathname.replace(SIZE, `.${size}`);
    return this.session.request({
      url: url.href,
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

/** There is no size of a size. */
const SIZE = /(?:\.(?:preview|large|avatar))?$/;
