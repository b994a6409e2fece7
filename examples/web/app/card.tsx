import type { ComponentChildren, JSX } from "preact";

/** A frame around something that is no text: a file, a place, a poll. */
export function Card(
  { icon, title, text, href, isTall = false, children }: {
    icon: string;
    title: string;
    text: string | undefined;
    /** Where it leads. */
    href?: string | undefined;
    /** Whether what is in it stands below the words. */
    isTall?: boolean;
    children?: ComponentChildren;
  },
): JSX.Element {
  const content = (
    <>
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
    </>
  );
  if (!href) return <div class={isTall ? "card tall" : "card"}>{content}</div>;
  return (
    <a class="card" href={href} target="_blank" rel="noopener noreferrer">
      {content}
    </a>
  );
}
