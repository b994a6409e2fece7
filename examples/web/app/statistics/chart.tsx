import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";

const MONTH = new Intl.DateTimeFormat(undefined, {
  month: "short",
  year: "2-digit",
});

/** Bars over the months, with their numbers under the pointer. */
export function MonthChart(
  { months }: { months: ReadonlyMap<string, number> },
): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const sorted = [...months].toSorted(([a], [b]) => a < b ? -1 : 1);
    const places = sorted.map((_, i) => i);
    const name = (i: number) => {
      const [month] = sorted[i] ?? [];
      return month ? MONTH.format(new Date(`${month}-15`)) : "";
    };
    const counts = sorted.map(([, count]) => count);
    // Resolved, unlike a custom property.
    const { borderTopColor: colour, color: ink } = getComputedStyle(element);
    const axis = { stroke: ink, grid: { stroke: "#8884", width: 1 } };
    const chart = new uPlot(
      {
        width: element.clientWidth,
        height: 200,
        scales: {
          x: { time: false, range: [-0.6, sorted.length - 0.4] },
          y: { range: (_, __, most) => [0, most * 1.05] },
        },
        legend: { show: false },
        cursor: { show: false },
        axes: [
          { ...axis, values: (_, at) => at.map(name), incrs: [1, 2, 3, 6, 12] },
          axis,
        ],
        series: [{}, {
          fill: colour,
          stroke: colour,
          paths: uPlot.paths.bars?.({ size: [0.8, 40] }),
          points: { show: false },
        }],
      },
      [places, counts],
      element,
    );
    const sizes = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: 200 })
    );
    sizes.observe(element);
    return () => {
      sizes.disconnect();
      chart.destroy();
    };
  }, [months]);
  return <div class="chart" ref={place} aria-hidden="true" />;
}

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Hours of the week, each as dark as it is busy. */
export function HourPicture(
  { hours }: { hours: readonly number[] },
): JSX.Element {
  const most = Math.max(1, ...hours);
  return (
    <svg class="hours" viewBox="0 0 520 154" aria-hidden="true">
      {DAYS.map((day, y) => <text key={day} x="0" y={y * 20 + 13}>{day}</text>)}
      {hours.map((count, i) => (
        <rect
          key={i}
          x={36 + (i % 24) * 20}
          y={Math.floor(i / 24) * 20}
          width="18"
          height="18"
          rx="3"
          class={`heat${Math.ceil(4 * count / most)}`}
        />
      ))}
      {[0, 6, 12, 18].map((hour) => (
        <text key={hour} x={36 + hour * 20} y="153">{`${hour}:00`}</text>
      ))}
    </svg>
  );
}
