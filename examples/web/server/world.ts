import type {
  GroupMeSimulator,
  SimulatedConversation,
  SimulatedUser,
} from "@rxgroupme/client/testing";
import { lineAt } from "./lines.ts";

/** The people of the world, and where they talk. */
export interface World {
  /** Where somebody shares a file. */
  readonly crew: SimulatedConversation;
  readonly people: readonly SimulatedUser[];
  /** Where the cast talks. */
  readonly lively: readonly SimulatedConversation[];
}

const DAY_MS = 86_400_000;

const PEOPLE = [
  "Marisol Quay",
  "Teo Marsh",
  "Ada Quist",
  "Bo Larkin",
  "Cleo Fen",
  "Dag Holm",
  "Priya Shore",
];

/** Fills a simulator with people, groups, topics, chats and what they said. */
export function fillWorld(
  simulator: GroupMeSimulator,
  origin: string,
  now: number = Date.now(),
): World {
  const faceUrl = (i: number) => `${origin}/pictures/200x200.png.face${i * 47}`;
  const people = PEOPLE.map((name, i) =>
    simulator.addUser({ name, imageUrl: faceUrl(i) })
  );
  const [marisol, teo, ada, bo, cleo, dag, priya] = people as [
    SimulatedUser,
    SimulatedUser,
    SimulatedUser,
    SimulatedUser,
    SimulatedUser,
    SimulatedUser,
    SimulatedUser,
  ];

  function group(
    seed: number,
    name: string,
    members: readonly SimulatedUser[],
    count: number,
    everyMs: number,
    agoMs: number,
  ) {
    return simulator.addGroup({
      name,
      members,
      ...count === 0 ? {} : {
        history: {
          count,
          everyMs,
          until: now - agoMs,
          imageEvery: 23,
          likeEvery: 6,
          text: (i: number) => lineAt(seed, i),
        },
      },
    });
  }

  group(9, "Empty beach", [bo], 0, 0, 0);
  group(
    8,
    "Lighthouse keepers 2019",
    [dag, cleo],
    420,
    DAY_MS / 3,
    400 * DAY_MS,
  );
  const rtl = group(
    7,
    "חברי החוף",
    [priya, cleo],
    60,
    DAY_MS / 8,
    3 * DAY_MS,
  );
  simulator.inject(rtl, {
    userId: priya.id,
    text: "שלום! ניפגש מחר בנמל? הביאו את הרשתות 🦀",
  });
  const emoji = group(6, "🦀🌊🐚", [teo, bo], 90, DAY_MS / 6, DAY_MS);
  const books = group(
    5,
    "Book Club",
    [ada, priya, dag],
    640,
    7_200_000,
    30 * 60_000,
  );
  const family = group(4, "Family", [bo, cleo], 3_200, 1_800_000, 20 * 60_000);
  const choir = group(
    3,
    "Harbour Choir",
    [marisol, ada, bo, dag, priya],
    12_000,
    900_000,
    10 * 60_000,
  );
  const crew = group(2, "Tide Pool Crew", people, 2_400, 1_200_000, 6 * 60_000);
  const topicHistory = (seed: number) => ({
    count: 80,
    everyMs: DAY_MS / 10,
    until: now - 3_600_000,
    text: (i: number) => lineAt(seed, i),
  });
  const gear = crew.addTopic({ name: "Gear", history: topicHistory(12) });
  crew.addTopic({ name: "Trips", history: topicHistory(13) });
  showcase(simulator, crew, origin, { marisol, teo, ada, cleo });
  const chat = (
    user: SimulatedUser,
    seed: number,
    count: number,
    ago: number,
  ) =>
    simulator.addChat(user, {
      history: {
        count,
        everyMs: 5_400_000,
        until: now - ago,
        text: (i) => lineAt(seed, i),
      },
    });
  chat(dag, 22, 40, 2 * DAY_MS);
  const teoChat = chat(teo, 21, 90, 5 * 3_600_000);
  const marisolChat = chat(marisol, 20, 210, 8 * 60_000);
  crew.setUnread(3);
  books.setUnread(12);
  marisolChat.setUnread(1);
  return {
    crew,
    people,
    lively: [
      crew,
      crew,
      choir,
      family,
      books,
      emoji,
      gear,
      teoChat,
      marisolChat,
    ],
  };
}

/** One message of each kind that a client has to draw. */
function showcase(
  simulator: GroupMeSimulator,
  group: SimulatedConversation,
  origin: string,
  { marisol, teo, ada, cleo }: {
    [name in "marisol" | "teo" | "ada" | "cleo"]: SimulatedUser;
  },
): void {
  const say = (
    userId: string,
    text: string | null,
    ...attachments: { type: string; [field: string]: unknown }[]
  ) => simulator.inject(group, { userId, text, attachments });
  const picture = (hue: number, size: string) => ({
    type: "image",
    url: `${origin}/pictures/${size}.png.sea${hue}`,
  });
  const plan = say(
    marisol.id,
    "Saturday: low tide 06:42, meet at the slipway https://tides.example/harbour",
  );
  say(
    teo.id,
    "@Marisol Quay I'll bring the net and the flask",
    { type: "mentions", loci: [[0, 13]], user_ids: [marisol.id] },
    { type: "reply", reply_id: plan.id, base_reply_id: plan.id },
  );
  say(ada.id, "This morning, before the wind", picture(200, "1280x720"));
  say(ada.id, null, picture(20, "720x960"), picture(320, "640x640"));
  say(cleo.id, "The old survey sheet", {
    type: "file",
    file_id: "b7e0c1d2-5f3a-4a6e-9d40-2f1f3f0c9a11",
  });
  say(teo.id, null, {
    type: "location",
    name: "Slipway",
    lat: "53.2707",
    lng: "-9.0568",
  });
  simulator.inject(group, {
    isSystem: true,
    text: "Poll 'Who brings the flask?' has ended",
    event: {
      type: "poll.finished",
      data: {
        poll: { id: "1754052466120934", subject: "Who brings the flask?" },
        options: [
          { id: "1", title: "Teo", votes: 4, voter_ids: [] },
          { id: "2", title: "Ada", votes: 1, voter_ids: [] },
          { id: "3", title: "Nobody" },
        ],
      },
    },
  });
  simulator.inject(group, {
    isSystem: true,
    text: "'Net mending' is starting in 15 minutes",
    event: {
      type: "calendar.event.starting",
      data: { event_name: "Net mending", minutes: "15" },
    },
  });
  say(
    cleo.id,
    "<img src=x onerror=alert(1)> is not a crab, Teo. And this is one word: " +
      "Kraaaaab".padEnd(120, "a"),
  );
}
