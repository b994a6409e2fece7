import type {
  GroupMeSimulator,
  SimulatedGroup,
} from "@rxgroupme/client/testing";

/** Something that happens, after a pause in ms. */
export type Cue =
  & { readonly after: number }
  & (
    | {
      /** A first name. */
      readonly who: string;
      readonly says: string;
      /** With a picture. */
      readonly shows?: string;
      /** Shown by the server so many ms late. */
      readonly late?: number;
    }
    | {
      /** What the viewer is told. */
      readonly scene: string;
      readonly does: (
        simulator: GroupMeSimulator,
        group: SimulatedGroup,
      ) => void;
    }
  );

/** How many messages come at once. */
export const BURST = 350;

/** What happens on the pier. */
export const SCRIPT: readonly Cue[] = [
  { after: 600, who: "Ada", says: "Anyone on the pier yet?" },
  { after: 900, who: "Bo", says: "The bus is late. Ten minutes" },
  { after: 800, who: "Cleo", says: "!ping" },
  {
    after: 1_400,
    who: "Dag",
    says: "There it is!",
    shows: "https://i.groupme.com/1280x960.jpeg.5a1e",
  },
  {
    after: 1_600,
    scene: "GroupMe is gone for three seconds, and people go on talking",
    does: (simulator) => simulator.outage(3_000),
  },
  { after: 700, who: "Ada", says: "Is it me, or is the app stuck?" },
  { after: 900, who: "Bo", says: "Nothing here either" },
  { after: 900, who: "Cleo", says: "Look at the sky instead" },
  {
    after: 3_000,
    scene: `${BURST} messages between two polls`,
    does: (simulator, group) => {
      const userId = group.memberIds.at(-1);
      for (let i = 1; i <= BURST; i++) {
        simulator.inject(group, { userId, text: `Gull number ${i}` });
      }
    },
  },
  {
    after: 2_000,
    scene: "A message that the server shows late, behind a newer one",
    does: () => {},
  },
  { after: 200, who: "Ada", says: "Coffee?", late: 1_500 },
  { after: 100, who: "Bo", says: "Yes please" },
];
