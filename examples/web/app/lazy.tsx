import {
  type ComponentType,
  createElement,
  type FunctionComponent,
} from "preact";
import { tap } from "rxjs";
import { loadPart } from "./parts.ts";
import { useAnswer } from "./use_live.ts";

/**
 * A component that is loaded once it is shown.
 *
 * @param load Loads it; asked once it is needed, and again where that fails.
 * @param StandIn Shown until it is there.
 */
export function lazy<P extends object>(
  load: () => Promise<ComponentType<P>>,
  StandIn: FunctionComponent<P>,
): FunctionComponent<P> {
  let loaded: ComponentType<P> | undefined;
  return function Lazy(props) {
    useAnswer(
      () => loaded ? undefined : loadPart(load).pipe(tap((it) => loaded = it)),
      [],
    );
    // Whatever is loaded already is there at once.
    return createElement<P>(loaded ?? StandIn, props);
  };
}
