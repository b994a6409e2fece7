import type { JSX } from "preact";
import { useRef } from "preact/hooks";

/** A button that lets one choose pictures. */
export function PictureButton(
  { add }: { add: (files: readonly File[]) => void },
): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={(event) => {
          add([...event.currentTarget.files ?? []]);
          event.currentTarget.value = "";
        }}
      />
      <button
        type="button"
        class="tool"
        aria-label="Add pictures"
        title="Add pictures"
        onClick={() => field.current?.click()}
      >
        ＋
      </button>
    </>
  );
}
