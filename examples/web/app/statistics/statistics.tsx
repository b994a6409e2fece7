// Loaded behind a conversation, in which whatever both need is then bundled.
import "../conversation_view.tsx";
import type { ConversationKey } from "@rxgroupme/client";
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { defer, scan, throttleTime } from "rxjs";
import type { Account } from "../account.ts";
import { whyOf } from "../why.ts";
import { HourPicture, MonthChart } from "./chart.tsx";
import { addPage, type Counts, greatest, NOTHING } from "./count.ts";
import { historyOf } from "./history.ts";
import { loadStyle } from "./style.ts";

type Progress =
  | { readonly state: "reading" | "done" | "stopped" }
  | { readonly state: "failed"; readonly reason: string };

/** Loads how statistics look. */
export function loadLooks(): Promise<unknown> {
  return loadStyle("/statistics.css");
}

/** Statistics of a conversation, while its history loads and when it has. */
export function Statistics(
  { account, conversation }: {
    account: Pick<Account, "session">;
    conversation: ConversationKey;
  },
): JSX.Element {
  const [counts, setCounts] = useState(NOTHING);
  const [total, setTotal] = useState(0);
  const [progress, setProgress] = useState<Progress>({ state: "reading" });
  const [run, setRun] = useState(0);
  useEffect(() => {
    if (progress.state !== "reading") return;
    const counting = defer(() => {
      const authors = new Map<string, string>();
      return historyOf(account.session, conversation).pipe(
        scan((all, { messages, count }) => ({
          counts: addPage(all.counts, messages, authors),
          total: all.total || count,
        }), { counts: NOTHING, total: 0 }),
        // Each page would draw everything again.
        throttleTime(250, undefined, { leading: true, trailing: true }),
      );
    }).subscribe({
      next: ({ counts, total }) => {
        setCounts(counts);
        setTotal(total);
      },
      error: (error: unknown) =>
        setProgress({ state: "failed", reason: whyOf(error) }),
      complete: () => setProgress({ state: "done" }),
    });
    return () => counting.unsubscribe();
  }, [run]);
  return (
    <div class="statistics" tabIndex={0} role="region" aria-label="Statistics">
      <Reading
        counts={counts}
        total={total}
        progress={progress}
        stop={() => {
          setProgress({ state: "stopped" });
          setRun(run + 1);
        }}
        again={() => {
          setProgress({ state: "reading" });
          setRun(run + 1);
        }}
      />
      <Section title="By hour and weekday">
        <HourPicture hours={counts.hours} />
        <HourTable hours={counts.hours} />
      </Section>
      <Section title="By month">
        <MonthChart months={counts.months} />
        <Table
          head={["Month", "Messages"]}
          rows={[...counts.months].toSorted(([a], [b]) =>
            a < b ? 1 : -1
          )}
          isFolded
        />
      </Section>
      <Section title="Members">
        <Table
          head={["Name", "Messages", "Reactions received"]}
          rows={[...counts.members.values()]
            .toSorted((a, b) =>
              b.messages - a.messages
            )
            .map((it) => [it.name, it.messages, it.reactions])}
        />
      </Section>
      <Section title="Words and emoji">
        <div class="columns">
          <Table head={["Word", "Times"]} rows={greatest(counts.words, 12)} />
          <Table head={["Emoji", "Times"]} rows={greatest(counts.emoji, 12)} />
        </div>
      </Section>
      <Section title="Who answers whom">
        <Table
          head={["Who", "Whom", "Times"]}
          rows={greatest(counts.answers, 15).map(([pair, times]) => {
            const [from = "", to = ""] = pair.split(">");
            const nameOf = (id: string) => counts.members.get(id)?.name ?? "?";
            return [nameOf(from), nameOf(to), times];
          })}
        />
      </Section>
    </div>
  );
}

function Reading(
  { counts, total, progress, stop, again }: {
    counts: Counts;
    total: number;
    progress: Progress;
    stop: () => void;
    again: () => void;
  },
): JSX.Element {
  const count = counts.messages.toLocaleString();
  if (progress.state === "reading") {
    return (
      <div class="reading" role="status">
        <progress
          max={Math.max(total, counts.messages, 1)}
          value={counts.messages}
          aria-label="Messages read"
        />
        <span>{count} messages read</span>
        <button type="button" onClick={stop}>Cancel</button>
      </div>
    );
  }
  return (
    <div class="reading" role="status">
      <span>
        {progress.state === "done"
          ? `All ${count} messages`
          : progress.state === "failed"
          ? `Stopped after ${count} messages: ${progress.reason}`
          : `Cancelled after ${count} messages`}
      </span>
      {progress.state !== "done" && (
        <button type="button" onClick={again}>Read again</button>
      )}
    </div>
  );
}

function Section(
  { title, children }: { title: string; children: ComponentChildren },
): JSX.Element {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function HourTable({ hours }: { hours: readonly number[] }): JSX.Element {
  const days = [
    ...["Monday", "Tuesday", "Wednesday", "Thursday"],
    ...["Friday", "Saturday", "Sunday"],
  ];
  const rows = days.map((day, y) => [
    day,
    ...hours.slice(y * 24, y * 24 + 24),
  ]);
  const head = ["Day", ...Array.from({ length: 24 }, (_, hour) => `${hour}`)];
  return <Table head={head} rows={rows} isFolded />;
}

function Table(
  { head, rows, isFolded = false }: {
    head: readonly string[];
    rows: readonly (readonly (string | number)[])[];
    isFolded?: boolean;
  },
): JSX.Element {
  const table = (
    <div class="table" tabIndex={0} role="group" aria-label={head.join(", ")}>
      <table>
        <thead>
          <tr>{head.map((it) => <th key={it} scope="col">{it}</th>)}</tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={i}>
              {row.map((cell, j) =>
                j === 0
                  ? <th key={j} scope="row" dir="auto">{cell}</th>
                  : <td key={j}>{cell}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  if (!isFolded) return table;
  return (
    <details>
      <summary>As a table</summary>
      {table}
    </details>
  );
}
