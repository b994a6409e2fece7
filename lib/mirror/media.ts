import {
  catchError,
  concatMap,
  defer,
  from,
  type Observable,
  of,
  reduce,
  throwError,
} from "rxjs";
import type { Client } from "../client.ts";
import { ApiError } from "../errors.ts";
import { isTransient } from "../transport/retry.ts";
import { isObject, toText } from "../wire/json.ts";
import type { MessageData } from "../wire/message.ts";
import type { MaybePromise } from "./store.ts";

/** Where pictures are kept, by the address that messages give. */
export interface MediaStore {
  /** Whether the picture of an address is kept. */
  has(url: string): MaybePromise<boolean>;
  /** Keeps a picture. */
  put(url: string, data: Blob): MaybePromise<void>;
}

/** The kinds of attachments that have a picture at `url`. */
const PICTURES = new Set(["image", "linked_image"]);

/** The addresses of the pictures in a message, its author's included. */
export function pictureUrls(row: MessageData): readonly string[] {
  const attachments = Array.isArray(row.attachments) ? row.attachments : [];
  const urls = attachments
    .filter((it) => isObject(it) && PICTURES.has(String(it.type)))
    .map((it) => toText(it.url));
  return [...urls, toText(row.avatar_url)]
    .filter((url) => url !== undefined)
    .filter((url) => /^https?:\/\//.test(url));
}

/**
 * Downloads the pictures of messages that are not kept yet, one after another.
 * One that cannot be had is left out.
 *
 * @returns Whether all is kept that there is: not where the way to a picture
 * failed, so that it may be had later.
 */
export function keepPictures(
  client: Client,
  media: MediaStore,
  rows: readonly MessageData[],
): Observable<boolean> {
  const urls = new Set(rows.flatMap(pictureUrls));
  return from(urls).pipe(
    concatMap((url) => keepPicture(client, media, url)),
    reduce((areAll, isKept) => areAll && isKept, true),
  );
}

function keepPicture(
  client: Client,
  media: MediaStore,
  url: string,
): Observable<boolean> {
  const download = defer(() => client.images.download(url)).pipe(
    catchError((error) => {
      // An address that is refused before a request is a TypeError.
      const isItsOwn = error instanceof ApiError || error instanceof TypeError;
      return isItsOwn ? of(!isTransient(error)) : throwError(() => error);
    }),
    concatMap(async (data) => {
      if (typeof data === "boolean") return data;
      if (isForeignPage(url, data)) return false;
      await media.put(url, data);
      return true;
    }),
  );
  return defer(async () => await media.has(url)).pipe(
    concatMap((isKept) => isKept ? of(true) : download),
  );
}

/** Whether a network gave a page in place of a picture of GroupMe, to sign in. */
function isForeignPage(url: string, { type }: Blob): boolean {
  return /^text\/html\b/i.test(type) &&
    /(^|\.)groupme\.com$/.test(new URL(url).hostname);
}
