import type { Session } from "@rxgroupme/client";
import { map, type Observable } from "rxjs";
import { fieldsOf, textOf } from "./said.ts";

/** A file as GroupMe keeps it, within its conversation. */
export interface StoredFile {
  /** Its name; `undefined` where it is not there any more. */
  readonly name: string | undefined;
  /** In bytes. */
  readonly size: number | undefined;
}

/** Where a file is: it belongs to its conversation. */
export interface FilePlace {
  /** A group's or topic's id, or `lower+higher` user id. */
  readonly conversationId: string;
  readonly fileId: string;
}

/** What would make a name look like another one, or lead elsewhere. */
const UNSAFE = /[\p{Cc}\p{Cf}/\\]/gu;

/** The name and the size of a file; one value, then completion. */
export function fileAt(
  session: Session,
  { conversationId, fileId }: FilePlace,
): Observable<StoredFile> {
  return session.request({
    method: "POST",
    host: "file",
    path: `/${encodeURIComponent(conversationId)}/fileData`,
    body: { file_ids: [fileId] },
    responseType: "json",
    idempotent: true,
    read: (answer) => {
      const rows: readonly unknown[] = Array.isArray(answer) ? answer : [];
      const row = rows.map(fieldsOf).find((it) => it.file_id === fileId);
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
  { conversationId, fileId }: FilePlace,
): Observable<Blob> {
  return session.request({
    host: "file",
    path: `/${encodeURIComponent(conversationId)}/files/` +
      encodeURIComponent(fileId),
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
