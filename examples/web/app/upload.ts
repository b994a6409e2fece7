import type { AttachmentData, Session } from "@rxgroupme/client";
import type { Observable } from "rxjs";
import { fieldsOf, textOf } from "./said.ts";

/**
 * Uploads a picture; emits what is attached, then completes. `Images` can do
 * more, and brings every kind of attachment along.
 */
export function upload(
  session: Session,
  picture: Blob,
): Observable<AttachmentData> {
  return session.request({
    method: "POST",
    host: "image",
    path: "/pictures",
    body: picture,
    // GroupMe takes every kind of picture under this one.
    contentType: "image/jpeg",
    // A second copy does no harm.
    idempotent: true,
    read: (answer) => {
      const { url, picture_url } = fieldsOf(answer);
      if (!textOf(url)) throw new TypeError("It has got no address");
      return { type: "image", url, source_url: textOf(picture_url) };
    },
  });
}
