/**
 * What each binding is put through, within the page: a simulator, a client and
 * a timeline in virtual time, and a count of what is drawn.
 *
 * @module
 */

import { type AnyMessage, Client, GenericMessage } from "@rxgroupme/client";
import { GroupMeSimulator, VirtualClock } from "@rxgroupme/client/testing";
import { type LiveTimeline, timeline } from "@rxgroupme/client/timeline";

/** Shows a timeline in a place; gives what takes it away. */
export type Mount = (
  place: HTMLElement,
  live: LiveTimeline<AnyMessage>,
) => (() => void) | Promise<() => void>;

/** What one step showed. */
export interface Step {
  readonly name: string;
  /** Rows on the page, and in the snapshot. */
  readonly rows: readonly [number, number];
  /** Texts of rows that are not what the snapshot says. */
  readonly wrong: readonly string[];
  /** How many rows were drawn. */
  readonly drawn: number;
  /** Elements that were there before and are not the same now. */
  readonly replaced: number;
}

/** All that was seen. */
export interface Report {
  readonly steps: readonly Step[];
  /** Requests that wait after the end. */
  readonly open: number;
  /** Whether a request was sent after the end. */
  readonly isQuiet: boolean;
}

/** Makes `play` of the page run the scenario with a binding. */
export function harness(mount: Mount): void {
  Object.assign(globalThis, { play: () => play(mount) });
}

async function play(mount: Mount): Promise<Report> {
  const drawn = countTexts();
  const clock = new VirtualClock();
  const simulator = new GroupMeSimulator({ scheduler: clock });
  const ada = simulator.addUser({ name: "Ada" });
  const group = simulator.addGroup({
    members: [ada],
    history: {
      count: 1_200,
      isVaried: false,
      imageEvery: 0,
      likeEvery: 0,
      text: (i) => `tide ${i}`,
    },
  });
  const client = new Client({
    token: simulator.token,
    fetch: simulator.fetch,
    scheduler: clock,
  });
  const live = timeline(client, group.id, {
    size: 2_000,
    interval: 1_000,
    maxInterval: 1_000,
  });
  const place = document.createElement("div");
  document.body.replaceChildren(place);
  const steps: Step[] = [];
  let elements = new Map<string, Element>();

  const settle = async () => {
    await clock.advance(3_000);
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await new Promise((resolve) => setTimeout(resolve));
    }
  };
  const step = async (name: string, act: () => unknown = () => {}) => {
    drawn.clear();
    await act();
    await settle();
    steps.push(report(name));
  };
  const report = (name: string): Step => {
    const all = [...place.querySelectorAll<HTMLElement>("li[data-key]")];
    const { items } = live.value;
    // Reading the texts here is no drawing.
    const count = drawn.size;
    const wrong = all.filter((li, i) => {
      const item = items[i];
      const text = li.textContent ?? "";
      return !item ||
        li.dataset.key !== item.key || li.dataset.state !== item.state ||
        !text.includes(item.message.text ?? "") ||
        !item.reactions.every((it) =>
          text.includes(`${it.reaction} ${it.count}`)
        );
    }).map((li) => li.textContent ?? "");
    const now = new Map(all.map((li) => [li.dataset.key ?? "", li]));
    const replaced =
      [...elements].filter(([key, li]) => now.has(key) && now.get(key) !== li)
        .length;
    elements = now;
    return {
      name,
      rows: [all.length, items.length],
      wrong,
      drawn: count,
      replaced,
    };
  };

  let unmount = await mount(place, live);
  await step("opened");
  for (let i = 0; i < 9; i++) {
    live.loadOlder();
    await settle();
  }
  await step("1,000 messages");
  let last = "";
  await step("a live one", () => {
    last = simulator.inject(group, { userId: ada.id, text: "hello" }).id;
  });
  await step("an older page", () => live.loadOlder());
  await step("an edit", () => group.editBy(ada, last, "hello all"));
  await step("a reaction", async () => {
    group.reactBy(ada, last, "🔥");
    // Polling looks for reactions now and then.
    await clock.advance(15_000);
  });
  await step("the same again");
  const fault = simulator.fault({ status: 400, match: { method: "POST" } });
  await step("a failed send", () => live.send("from here"));
  fault.remove();
  await step("sent again", () => {
    place.querySelector<HTMLElement>('[data-state="failed"] button')?.click();
  });
  unmount();
  await settle();
  const before = simulator.requests.length;
  await clock.advance(120_000);
  const isQuiet = simulator.requests.length === before;
  const open = simulator.open;
  place.replaceChildren();
  elements = new Map();
  unmount = await mount(place, live);
  await step("mounted again");
  unmount();
  await settle();
  return { steps, open, isQuiet };
}

/** Counts messages whose text is read: once for each row that is drawn. */
function countTexts(): Map<string, number> {
  const counts = new Map<string, number>();
  const { prototype } = GenericMessage;
  const own = Object.getOwnPropertyDescriptor(prototype, "text");
  Object.defineProperty(prototype, "text", {
    configurable: true,
    get(this: AnyMessage) {
      counts.set(this.id || "outgoing", (counts.get(this.id) ?? 0) + 1);
      return own?.get?.call(this);
    },
  });
  return counts;
}
