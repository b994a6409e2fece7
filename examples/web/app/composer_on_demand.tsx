import { lazy } from "./lazy.tsx";
import { importComposer } from "./parts.ts";

/** The composer, and the room that it needs until it is loaded. */
export const Composer = lazy(
  () => importComposer().then((it) => it.Composer),
  () => (
    <div class="composer" aria-hidden="true">
      <div class="line">
        <textarea rows={1} disabled />
      </div>
    </div>
  ),
);
