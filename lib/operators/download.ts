import { map, type OperatorFunction } from "rxjs";
import type {
  DownloadOptions,
  ImageLocation,
  Images,
} from "../resources/images/images.ts";
import { each, type EachOptions } from "./each.ts";

/** A picture that was downloaded. */
export interface Download<T = ImageLocation> {
  /** The attachment, or the URL, that it is of. */
  readonly attachment: T;
  /** Its bytes. */
  readonly data: Blob;
}

/**
 * Downloads each picture: of an attachment, of its JSON, or by its URL.
 *
 * @example Download the pictures of a group
 * ```ts
 * import { Client, download, ImageAttachment } from "@rxgroupme/client";
 * import { filter, mergeMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").listAll().pipe(
 *   mergeMap((message) => message.attachments),
 *   filter((attachment) => attachment instanceof ImageAttachment),
 *   download(client.images, { concurrency: 4, onError: "continue" }),
 * ).subscribe(({ attachment, data }) => {
 *   console.log(attachment.url, data.size);
 * });
 * ```
 * @param images `client.images`.
 * @param options Also the size of the picture.
 * @returns Each picture, and the attachment that it is of.
 */
export function download<T extends ImageLocation, E = never>(
  images: Pick<Images, "download">,
  options: EachOptions<T, E> & DownloadOptions = {},
): OperatorFunction<T, Download<T> | E> {
  return each(
    (attachment) =>
      images.download(attachment, options)
        .pipe(map((data) => ({ attachment, data }))),
    options,
  );
}
