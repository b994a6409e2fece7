import type { Observable, OperatorFunction } from "rxjs";
import type { DownloadOptions } from "../resources/images/images.ts";
import { each, type EachOptions } from "./each.ts";

/** What downloads: `client.images`. */
export interface Downloads<T, R> {
  /** Downloads a picture. */
  download(image: T, options?: DownloadOptions): Observable<R>;
}

/**
 * Downloads each picture: an attachment, or an address.
 *
 * @example Download what a group was shown
 * ```ts
 * import { Client, download, ImageAttachment } from "@rxgroupme/client";
 * import { filter, mergeMap } from "rxjs";
 *
 * const client = Client.fromToken("...");
 * client.groups.messages("1234").listAll().pipe(
 *   mergeMap((message) => message.attachments),
 *   filter((attachment) => attachment instanceof ImageAttachment),
 *   download(client.images, { concurrency: 4, onError: "continue" }),
 * ).subscribe((picture) => console.log(picture.size));
 * ```
 * @param images `client.images`.
 * @param options Also which size of it.
 * @returns The bytes of each picture.
 */
export function download<T, R, E = never>(
  images: Downloads<T, R>,
  options: EachOptions<T, E> & DownloadOptions = {},
): OperatorFunction<T, R | E> {
  return each((image) => images.download(image, options), options);
}
