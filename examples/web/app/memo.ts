import {
  Component,
  type ComponentChild,
  type ComponentType,
  createElement,
  type FunctionComponent,
} from "preact";

/** Draws a component again only when one of its properties is another one. */
export function memo<P extends object>(
  Drawn: FunctionComponent<P>,
): ComponentType<P> {
  // As preact/compat has it, without the rest of that.
  return class extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      const { props } = this;
      return Object.keys({ ...props, ...next }).some((name) =>
        props[name as keyof P] !== next[name as keyof P]
      );
    }

    render(props: P): ComponentChild {
      return createElement(Drawn, props);
    }
  };
}
