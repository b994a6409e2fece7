import type { JSX } from "preact";
import type { Answered } from "./answers.ts";
import { Card } from "./card.tsx";
import type { ConversationTimeline } from "./conversation_timeline.ts";
import type { Poll, PollOption } from "./polls_and_events.ts";
import { nameOf } from "./reactions.tsx";
import { whyOf } from "./why.ts";
import { quantity, wholeTimeOf } from "./words.ts";

/** A poll: its question, its options with their votes, one's own among them. */
export function PollCard(
  { name, state = {}, vote, live }: {
    /** What a notice calls it. */
    name: string | undefined;
    state: Answered<Poll, readonly string[]> | undefined;
    vote: (poll: Poll, optionIds: readonly string[]) => void;
    live: ConversationTimeline;
  },
): JSX.Element {
  const { value, given, taken, error } = state;
  const title = value?.subject ?? name ?? "Poll";
  const mine = given?.answer ?? value?.mine ?? taken?.answer ?? [];
  const choose = (poll: Poll, id: string) => {
    const others = mine.filter((it) => it !== id);
    const isTakenBack = others.length < mine.length;
    if (isTakenBack && !poll.isMultiple) return;
    const chosen = isTakenBack
      ? others
      : poll.isMultiple
      ? [...mine, id]
      : [id];
    vote(poll, chosen);
  };
  const { me } = live.value;
  const isMine = ({ id, voters }: PollOption) =>
    mine.includes(id) || value?.isOver && !!me && voters.includes(me);
  const total = value?.options.reduce((all, it) => all + (it.votes ?? 0), 0);
  const voted = value?.options.filter((it) => it.voters.length > 0) ?? [];
  return (
    <Card icon="📊" title={title} text={wordsOf(value, error)} isTall={!!value}>
      {value && (
        <div class="options" role="group" aria-label={title}>
          <ul>
            {value.options.map((option) => {
              const { id, title, votes } = option;
              const count = votes !== undefined && quantity(votes, "vote");
              const yours = value.isOver && isMine(option) && "yours";
              const words = (
                <>
                  <bdi>{title}</bdi>
                  <span>{[count, yours].filter(Boolean).join(", ")}</span>
                </>
              );
              const share = { "--share": `${(votes ?? 0) / (total || 1)}` };
              return (
                <li key={id} style={share}>
                  {!value.isOver
                    ? (
                      <button
                        type="button"
                        class={value.isMultiple ? "option several" : "option"}
                        aria-pressed={isMine(option)}
                        onClick={() => choose(value, id)}
                      >
                        {words}
                      </button>
                    )
                    : (
                      <div class={yours ? "option yours" : "option"}>
                        {words}
                      </div>
                    )}
                </li>
              );
            })}
          </ul>
        </div>
      )}
      {value && error !== undefined && (
        <p class="refusal" role="alert">
          Your vote was not taken. {whyOf(error)}
        </p>
      )}
      {voted.length > 0 && (
        <details class="who">
          <summary>Who voted</summary>
          {voted.map(({ id, title, voters }) => (
            <p key={id}>
              <bdi>{title}</bdi>:{" "}
              <bdi>
                {voters.map((it) => nameOf(live, it)).join(", ")}
              </bdi>
            </p>
          ))}
        </details>
      )}
    </Card>
  );
}

/** How one votes, and until when; or why one does not. */
function wordsOf(poll: Poll | undefined, error: unknown): string {
  if (!poll) return error === undefined ? "Loading…" : whyOf(error);
  if (poll.isOver) return "This poll is over";
  const { isMultiple, isAnonymous, endsAt } = poll;
  return (isMultiple ? "Choose any" : "Choose one") +
    (endsAt ? ` until ${wholeTimeOf(endsAt)}` : "") +
    (isAnonymous ? " · anonymous" : "");
}
