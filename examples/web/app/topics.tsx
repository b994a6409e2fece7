import type { ComponentChildren, JSX } from "preact";
import { useRef } from "preact/hooks";
import { hrefOf, keyText } from "./route.ts";
import type { TopicRow } from "./topics_of.ts";
import { Unread } from "./unread.tsx";

/** The topics of the group that is open, or of which one is. */
export function Topics(
  { topics, groupId, groupTitle, selected }: {
    topics: readonly TopicRow[];
    groupId: string;
    /** The name of the group, where a link to it is wanted. */
    groupTitle?: string;
    selected: string | undefined;
  },
): JSX.Element | null {
  // What was opened is read; the list does not tell again.
  const opened = useRef(new Set<string>()).current;
  if (selected) opened.add(selected);
  if (topics.length === 0) return null;
  return (
    <ul class="topics" role="list" aria-label="Topics">
      {groupTitle && (
        <li>
          <TopicLink
            href={hrefOf({ groupId })}
            isCurrent={selected === keyText({ groupId })}
          >
            <bdi>{groupTitle}</bdi>
          </TopicLink>
        </li>
      )}
      {topics.map((topic) => {
        const key = { groupId: topic.id };
        const isOpened = opened.has(keyText(key));
        return (
          <li key={topic.id}>
            <TopicLink
              href={hrefOf(key, groupId)}
              isCurrent={keyText(key) === selected}
            >
              <span aria-hidden="true">#</span>
              <bdi>{topic.name}</bdi>
              <Unread count={isOpened ? 0 : topic.unread} />
            </TopicLink>
          </li>
        );
      })}
    </ul>
  );
}

function TopicLink(
  { href, isCurrent, children }: {
    href: string;
    isCurrent: boolean;
    children: ComponentChildren;
  },
): JSX.Element {
  return (
    <a
      class="topic"
      href={href}
      aria-current={isCurrent ? "page" : undefined}
    >
      {children}
    </a>
  );
}
