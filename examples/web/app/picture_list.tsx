import type { JSX } from "preact";
import type { Picture } from "./pictures.ts";
import { quantity } from "./words.ts";

/** The pictures that go out with the message, and how far each is. */
export function PictureList(
  { pictures, retry, remove }: {
    pictures: readonly Picture[];
    retry: (picture: Picture) => void;
    remove: (picture: Picture) => void;
  },
): JSX.Element | null {
  if (pictures.length === 0) return null;
  const lost = pictures.filter(({ loss }) => loss);
  return (
    <>
      <ul class="pictures" aria-label="Pictures to send">
        {pictures.map((picture, i) => {
          const { id, state, previewUrl, file, reason } = picture;
          return (
            <li key={id} class={state}>
              {previewUrl && (
                <img src={previewUrl} alt={`Picture ${i + 1} to send`} />
              )}
              {state === "uploading" && <span>Uploading…</span>}
              {state === "failed" && (
                <>
                  <span role="alert">{reason}</span>
                  {file && (
                    <button
                      type="button"
                      onClick={() => retry(picture)}
                    >
                      Retry
                    </button>
                  )}
                </>
              )}
              <button
                type="button"
                class="remove"
                aria-label={`Remove picture ${i + 1}`}
                onClick={() => remove(picture)}
              >
                ✕
              </button>
            </li>
          );
        })}
      </ul>
      {lost[0] && (
        <p class="count" role="status">
          A reload loses {quantity(lost.length, "picture")}: {lost[0].loss}
        </p>
      )}
    </>
  );
}
