import {
  asyncScheduler,
  defer,
  delay,
  EMPTY,
  ignoreElements,
  map,
  mergeMap,
  type Observable,
  repeat,
  type SchedulerLike,
  tap,
  timer,
} from "rxjs";
import {
  GroupMeSimulator,
  type SimulatedGroup,
  type SimulatedUser,
} from "../testing/mod.ts";

/** How a simulated world is to be. */
export interface WorldOptions {
  /** The clock. */
  scheduler?: SchedulerLike;
  /** How long an answer takes, in ms. */
  latency?: number;
  /** Where all that is made up comes from. */
  seed?: number;
  /** Where pictures are said to be; GroupMe's own hosts unless given. */
  origin?: string;
  /** The maximum number of messages on a page, 1 to 200. */
  pageCap?: number;
  /** Probability that a page holds fewer messages than it could, 0 to 1. */
  shortPages?: number;
  /** How many topics each group has. */
  topics?: number;
  /** Whether groups are changed as in 2018, for clients of that time. */
  legacy?: boolean;
}

/** A simulated GroupMe with groups in it. */
export interface World {
  /** GroupMe. */
  readonly simulator: GroupMeSimulator;
  /** How many messages there are in its groups, at first. */
  readonly size: number;
  /** Its people talk while this is subscribed to; it emits nothing. */
  readonly life$: Observable<never>;
}

// Histories end at a fixed time, so that each run finds the same messages, and
// an export of one run can be gone on with in the next.
const UNTIL = Date.UTC(2025, 5, 1);

const GROUPS = [
  { name: "Everything since 2014", count: 100_000, everyMs: 3_600_000 },
  { name: "Harbour Choir", count: 12_000, everyMs: 900_000 },
  { name: "Book Club", count: 640, everyMs: 7_200_000 },
  { name: "Family", count: 3_200, everyMs: 600_000 },
];

const PEOPLE = ["Ada Quist", "Bo Larkin", "Cleo Marsh", "Dag Holm"];

const TOPICS = ["Plans", "Pictures", "Lost and found"];

/** Time that a member types, in ms. */
const TYPING_MS = 900;
/** Time until a reaction, in ms. */
const REACTION_MS = 600;
const REACTIONS = ["❤️", "👍", "🤣", "🎉"];

const LINES = [
  "Has anyone seen the spare key?",
  "On my way",
  "The kettle is on",
  "Who brings the cake on Sunday?",
  "Not me again",
  "Rain until four, they say",
  "I found the key",
  "It was in the teapot",
  "Rehearsal starts at seven",
  "Chapter nine. No spoilers!",
  "Too late, the lighthouse keeper did it",
  "Good night all",
];

/** Makes a GroupMe that is the same each time, but for what is said from now on. */
export function simulatedWorld(options: WorldOptions = {}): World {
  const { scheduler = asyncScheduler, topics = 0, legacy, ...rest } = options;
  const simulator = new GroupMeSimulator({
    ...rest,
    scheduler,
    legacyUpdateBugs: legacy,
  });
  const members = PEOPLE.map((name) => simulator.addUser({ name }));
  const groups = GROUPS.map(({ name, ...history }) =>
    simulator.addGroup({ name, members, history: { ...history, until: UNTIL } })
  );
  for (const group of groups) {
    for (let i = 0; i < topics; i++) {
      const name = TOPICS[i % TOPICS.length] ?? "";
      const number = Math.floor(i / TOPICS.length);
      const history = { count: 40, everyMs: 3_600_000, until: UNTIL };
      group.addTopic({
        name: number > 0 ? `${name} ${number + 1}` : name,
        history,
      });
    }
  }
  const [friend] = members;
  if (friend) {
    simulator.addChat(friend, { history: { count: 80, until: UNTIL } });
  }
  const others = groups.slice(1);
  const life$ = defer(() => timer(500 + Math.random() * 3_000, scheduler)).pipe(
    mergeMap(() => {
      const [group, member] = [oneOf(others), oneOf(members)];
      return group && member ? say(simulator, group, member, scheduler) : EMPTY;
    }),
    repeat(),
  );
  const size = groups.reduce((sum, group) => sum + group.size, 0);
  return { simulator, size, life$ };
}

/** A member types, says something, and sometimes somebody reacts. */
function say(
  simulator: GroupMeSimulator,
  group: SimulatedGroup,
  member: SimulatedUser,
  scheduler: SchedulerLike,
): Observable<never> {
  return defer(() => {
    group.typing(member);
    return timer(TYPING_MS, scheduler);
  }).pipe(
    map(() => {
      const text = oneOf(LINES) ?? "";
      return simulator.inject(group, { userId: member.id, text });
    }),
    delay(REACTION_MS, scheduler),
    tap(({ id }) => {
      const reader = oneOf(group.memberIds.filter((it) => it !== member.id));
      const isFunny = Math.random() < 0.3;
      if (isFunny && reader) group.reactBy(reader, id, oneOf(REACTIONS));
    }),
    ignoreElements(),
  );
}

function oneOf<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(Math.random() * items.length)];
}
