import type { AttachmentData } from "@rxgroupme/client";
import {
  catchError,
  filter,
  fromEvent,
  map,
  merge,
  type Observable,
  of,
  startWith,
  tap,
} from "rxjs";
import type { Later } from "./account.ts";
import type { KeptPicture } from "./picture_store.ts";
import { safeUrl } from "./safe_url.ts";
import { textOf } from "./said.ts";
import { whyOf } from "./why.ts";

/** A picture that is to be sent. */
export interface Picture {
  readonly id: string;
  /** Absent where it came back from a message, or was not kept. */
  readonly file?: Blob | undefined;
  /** Shows it before it is uploaded. */
  readonly previewUrl?: string | undefined;
  readonly state: "uploading" | "ready" | "failed";
  /** What is attached, once it is uploaded. */
  readonly attachment?: AttachmentData | undefined;
  /** Why it could not be uploaded. */
  readonly reason?: string;
  /** Why a reload loses it; empty or absent if it does not. */
  readonly loss?: string;
}

/** A picture out of a paste, a drop or a choice, out of a message, or kept. */
export function pictureOf(
  { id = crypto.randomUUID(), file, attachment }: Partial<KeptPicture>,
): Picture {
  return {
    id,
    file,
    previewUrl: file
      ? URL.createObjectURL(file)
      : safeUrl(textOf(attachment?.url)),
    ...attachment
      ? { state: "ready", attachment }
      : file
      ? { state: "uploading" }
      : { state: "failed", reason: "It is not kept. Choose it again." },
  };
}

/** Uploads a picture that is not yet; emits how it goes. */
export function uploaded(
  picture: Picture,
  upload: Later["upload"],
): Observable<Picture> {
  const { file, attachment } = picture;
  if (!file || attachment) return of(picture);
  return upload(file).pipe(
    map((attachment): Picture => ({ ...picture, state: "ready", attachment })),
    catchError((error: unknown) => {
      return of<Picture>({ ...picture, state: "failed", reason: whyOf(error) });
    }),
    startWith<Picture>({ ...picture, state: "uploading" }),
  );
}

/** Pictures that are dropped onto the page, which would else be left for them. */
export const droppedPictures$: Observable<readonly File[]> = merge(
  fromEvent<DragEvent>(document, "dragover"),
  fromEvent<DragEvent>(document, "drop"),
).pipe(
  // A text that is moved goes where it is dropped.
  filter(({ dataTransfer }) => !!dataTransfer?.types.includes("Files")),
  tap((event) => event.preventDefault()),
  map(({ dataTransfer }) => picturesIn(dataTransfer)),
);

/** The pictures among what was pasted or dropped. */
export function picturesIn(data: DataTransfer | null): readonly File[] {
  return [...data?.files ?? []].filter(({ type }) => type.startsWith("image/"));
}
