/** What people of the simulated world say, by turns that fit each other. */
const LINES: readonly string[] = [
  "Low tide is at six forty tomorrow. Who's in?",
  "Me! I'll bring the big net",
  "Count me in 🦀",
  "I can only come from eight",
  "Then you'll miss the anemones",
  "The anemones have seen enough of me",
  "Has anyone seen the spare key?",
  "It was in the teapot",
  "Of course it was",
  "Rehearsal starts at seven, not half past",
  "Again?",
  "Again. Sopranos at half six please",
  "Chapter nine. No spoilers!",
  "Too late, the lighthouse keeper did it",
  "😱",
  "Rain until four, they say",
  "They always say that",
  "Who brings the cake on Sunday?",
  "Not me again, I brought it twice",
  "I'll make the lemon one 🍋",
  "Best news of the week",
  "On my way, ten minutes",
  "The kettle is on",
  "Somebody left a left boot in my car. Size 42, green, smells of adventure",
  "That's mine! And the right one is in Teo's",
  "Photos from Saturday are up, look at the heron",
  "That heron is judging all of us",
  "Deservedly",
  "Could we move Thursday to Friday? I have the dentist",
  "Friday works",
  "Friday's fine by me",
  "Then Friday it is. Seven, at the pier",
  "👍",
  "Does anyone have a second torch?",
  "Two. And spare batteries, somewhere",
  "Good night all, see you at the pier",
];

/** The same words for the same number, and not the same ones in a row. */
export function lineAt(seed: number, index: number): string {
  const turn = Math.floor(index / 3) * 7 + seed * 11 + (index % 3);
  return LINES[turn % LINES.length] ?? "";
}

/** One of the lines. */
export function anyLine(random: () => number): string {
  return LINES[Math.floor(random() * LINES.length)] ?? "";
}

/** What somebody answers. */
export const REPLIES: readonly string[] = [
  "Ha! Exactly",
  "Good idea",
  "I was about to say the same",
  "Let me check and get back to you",
  "👏",
  "Are you sure? It was closed last time",
  "Perfect, thanks!",
  "I'll be there",
];
