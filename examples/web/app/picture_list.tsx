import type { JSX } from "preact";
import type { Picture } from "./pictures.ts";
import type { PicturesToSend } from "./pictures_to_send.ts";

/** The pictures that go out with the message, and how far each is. */
export function PictureList(
  { pictures, tray }: { pictures: readonly Picture[]; tray: PicturesToSend },
): JSX.Element | null {
  if (pictures.length === 0) return null;
  return (
    <ul class="pictures" aria-label="Pictures to send">
      {pictures.map((picture) => (
        <li key={picture.id} class={picture.state}>
          <img src={picture.previewUrl} alt="Picture to send" />
          {picture.state === "uploading" && <span>Uploading…</span>}
          {picture.state === "failed" && (
            <>
              <span role="alert">{picture.reason}</span>
              <button type="button" onClick={() => tray.retry(picture)}>
                Retry
              </button>
            </>
          )}
          <button
            type="button"
            class="remove"
            aria-label="Remove picture"
            onClick={() => tray.remove(picture)}
          >
            ✕
          </button>
        </li>
      ))}
    </ul>
  );
}
