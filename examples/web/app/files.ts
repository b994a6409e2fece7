import type { Session } from "@rxgroupme/client";
import { map, type Observable } from "rxjs";
import { fieldsOf, listOf, type Place, textOf } from "./said.ts";

/** A file as GroupMe keeps it, within its conversation. */
export interface StoredFile {
  /** Its name; `undefined` where it is not there any more. */
  readonly name: string | undefined;
  /** In bytes. */
  readonly size: number | undefined;
}

/** What would make a name look like another one, or lead elsewhere. */
const UNSAFE = /[\p{Cc}\p{Cf}/\\]/gu;

/** The name and the size of a file; one value, then completion. */
export function fileAt(
  session: Session,
  { conversationId, id }: Place,
): Observable<StoredFile> {
  return session.request({
    method: "POST",
    host: "file",
    path: `/${encodeURIComponent(conversationId)}/fileData`,
    body: { file_ids: [id] },
    responseType: "json",
    idempotent: true,
    read: (answer) => {
      const row = listOf(answer).map(fieldsOf).find((it) => it.file_id === id);
      const { file_name, file_size } = fieldsOf(row?.file_data);
      const size = Number(file_size ?? NaN);
      return {
        name: textOf(file_name)?.replace(UNSAFE, "_") || undefined,
        size: size >= 0 ? size : undefined,
      };
    },
  });
}

/** The bytes of a file; one value, then completion. */
export function bytesOf(
  session: Session,
  { conversationId, id }: Place,
): Observable<Blob> {
  return session.request({
    host: "file",
    path: `/${encodeURIComponent(conversationId)}/files/` +
      encodeURIComponent(id),
    responseType: "bytes",
    read: (answer) => answer,
  }).pipe(
    map((answer) => {
      if (!(answer instanceof Blob)) throw new TypeError("It is no file");
      // Nothing that a browser would show as a page of this place.
      return new Blob([answer], { type: "application/octet-stream" });
    }),
  );
}
