import type { ImageAttachment } from "@rxgroupme/client";
import { catchError, map, type Observable, of, startWith } from "rxjs";
import type { Later } from "./account.ts";
import { whyOf } from "./why.ts";

/** A picture that is to be sent. */
export interface Picture {
  readonly id: number;
  readonly file: Blob;
  /** Shows it before it is uploaded. */
  readonly previewUrl: string;
  readonly state: "uploading" | "ready" | "failed";
  /** What is attached, once it is uploaded. */
  readonly attachment?: ImageAttachment;
  /** Why it could not be uploaded. */
  readonly reason?: string;
}

let count = 0;

/** A picture out of a paste, a drop or a choice. */
export function pictureOf(file: Blob): Picture {
  const previewUrl = URL.createObjectURL(file);
  return { id: ++count, file, previewUrl, state: "uploading" };
}

/** Uploads a picture; emits how it goes. */
export function uploaded(
  picture: Picture,
  upload: Later["upload"],
): Observable<Picture> {
  return upload(picture.file).pipe(
    map((attachment): Picture => ({ ...picture, state: "ready", attachment })),
    catchError((error: unknown) => {
      return of<Picture>({ ...picture, state: "failed", reason: whyOf(error) });
    }),
    startWith<Picture>({ ...picture, state: "uploading" }),
  );
}

/** The pictures among what was pasted or dropped. */
export function picturesIn(data: DataTransfer | null): readonly File[] {
  return [...data?.files ?? []].filter(({ type }) => type.startsWith("image/"));
}
