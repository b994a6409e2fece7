import type { ComponentChildren, JSX } from "preact";

/** A frame around something that is no text: a file, a place, a poll. */
export function Card(
  { icon, title, text, children }: {
    icon: string;
    title: string;
    text: string | undefined;
    children?: ComponentChildren;
  },
): JSX.Element {
  return (
    <div class="card">
      <span aria-hidden="true">{icon}</span>
      <span>
        <b>
          <bdi>{title}</bdi>
        </b>
        <span>
          <bdi>{text}</bdi>
        </span>
      </span>
      {children}
    </div>
  );
}
