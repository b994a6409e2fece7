import {
  type ComponentType,
  createElement,
  type FunctionComponent,
} from "preact";
import type { Part } from "./parts.ts";
import { useAnswer } from "./use_live.ts";

/**
 * A component of a part of the page, which is loaded once it is shown.
 *
 * @param pick The component among what the part exports.
 * @param StandIn Shown until the part is there.
 */
export function lazy<M, P extends object>(
  part: Part<M>,
  pick: (exported: M) => ComponentType<P>,
  StandIn: FunctionComponent<P>,
): FunctionComponent<P> {
  return function Lazy(props) {
    useAnswer(() => part.loaded ? undefined : part.load$, []);
    return createElement<P>(part.loaded ? pick(part.loaded) : StandIn, props);
  };
}
