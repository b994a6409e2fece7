import { lazy } from "./lazy.tsx";
import { COMPOSER } from "./parts.ts";

/** The composer, and the room that it needs until it is loaded. */
export const Composer = lazy(
  COMPOSER,
  (it) => it.Composer,
  () => (
    <div class="composer" aria-hidden="true">
      <div class="line">
        <textarea rows={1} disabled />
      </div>
    </div>
  ),
);
