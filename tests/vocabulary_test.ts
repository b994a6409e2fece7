import { assertEquals } from "@std/assert";
import { listSources, readText } from "../_tools/project.ts";

/** A row of words that the project gave up, and where they may not stand. */
interface Row {
  /** Words of names, however those are composed: `look` is one of `lookAgain`. */
  readonly words?: string;
  /** Whole names, as what they consist of is used for other things. */
  readonly names?: string;
  /** The rooms in which they had a meaning of their own; all, unless given. */
  readonly rooms?: RegExp;
}

const ROWS: readonly Row[] = [
  { words: "look looks looked rhythm rhythmic hasten" },
  { words: "gate paced lane parcel repeatable steady unsure" },
  { names: "pace Pace PACE pass hold", rooms: /^lib\/(?:transport|paging)\// },
  { names: "Parcel Call around onTurn", rooms: /^lib\/(?!testing|timeline)/ },
  { names: "answer", rooms: /^lib\/transport\/(?!request\.ts)/ },
  { names: "isPassing isFinal within textWithin oneGiven unusable" },
  { names: "place", rooms: /^lib\/transport\// },
  { names: "Addresses addresses deadlines Deadline Given valueFor untilGone" },
  { names: "Dated Feed nameOf", rooms: /^lib\/(?!cli)/ },
  { names: "Following Follower followOne followAll" },
  { names: "follow", rooms: /^lib\/(?!cli)/ },
  { names: "directory recent", rooms: /^lib\/(?:tail|paging)\// },
  { words: "inbox era unasked", names: "mustFill" },
  { names: "fill", rooms: /^lib\/(?:tail|push)\// },
  { words: "overlap" },
  { names: "anchor", rooms: /^lib\/tail\// },
  // VirtualClock.settle() is public.
  { names: "settle", rooms: /^lib\/(?!testing\/clock)/ },
  { names: "isDue" },
  { names: "Mark Progress Place Kept kept", rooms: /^lib\/(?:tail|cursors)\// },
  { words: "horizon" },
  { names: "pump turn left", rooms: /^lib\/paging\// },
  { names: "Wire MakeWire", rooms: /^lib\/push\// },
  { words: "heed heeds farewell verdict" },
  {
    words: "talk talks greet greets greeting",
    rooms: /^lib\/(?:push|testing\/push)\//,
  },
  {
    words: "ask asks asked told",
    rooms: /^lib\/(?!cli|testing)/,
  },
  { names: "Lease lease", rooms: /^lib\/push\// },
  { words: "odd", names: "plainError films ShapeError" },
  { names: "work accept claims bury seen", rooms: /^lib\/webhook\// },
  { names: "Tests Wanted", rooms: /^lib\/filters\// },
  { names: "poll", rooms: /^lib\/operators\// },
  { words: "patience worthwhile", names: "BRIEF GRACE LEAST_PAUSE" },
];

/** Names of files that are given up. */
const FILES =
  `addresses deadlines pending in_turn once cut until_gone follow_one follow_all
  tab across_tabs plain_error given`
    .split(/\s+/);

/** What stays, with the reason, by its file and name. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  "lib/testing/routes/users.ts: show_age_gate": "a field of GroupMe's",
};

/** The identifiers of a script, without those in comments and texts. */
function namesIn(code: string): Set<string> {
  const token =
    /\/\*.*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[dgimsuvy]*(?=[\s;,.)])|[`{}]|[A-Za-z_$][\w$]*/gs;
  const names = new Set<string>();
  /** For each brace that is open, whether a template goes on after it. */
  const braces: boolean[] = [];
  let match: RegExpExecArray | null;
  while ((match = token.exec(code))) {
    const [text] = match;
    if (text === "{") braces.push(false);
    else if (text === "`" || (text === "}" && braces.pop())) skipTemplate();
    else if (/^[A-Za-z_$]/.test(text)) names.add(text);
  }
  return names;

  /** Skips the text of a template up to its end, or to what is put into it. */
  function skipTemplate(): void {
    const rest = /(?:[^`\\$]|\\.|\$(?!\{))*(`|\$\{)?/gsy;
    rest.lastIndex = token.lastIndex;
    const [, end] = rest.exec(code) ?? [];
    token.lastIndex = rest.lastIndex;
    if (end === "${") braces.push(true);
  }
}

function wordsOf(name: string): string[] {
  return name
    .replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, "_")
    .toLowerCase().split(/[^a-z]+/);
}

/** Whether a name is given up in a file. */
function isGone(name: string, path: string): boolean {
  return ROWS.some(({ words = "", names = "", rooms }) =>
    (rooms?.test(path) ?? true) &&
    (names.split(" ").includes(name) ||
      wordsOf(name).some((it) => it && words.split(" ").includes(it)))
  );
}

Deno.test("names in lib/ are of the field's language, not of our own", async () => {
  const found: string[] = [];
  for (const path of await listSources("lib")) {
    const file = path.replace(/^.*\/|\.ts$/g, "");
    if (FILES.includes(file)) found.push(path);
    for (const name of [...namesIn(await readText(path)), file]) {
      const place = `${path}: ${name}`;
      if (isGone(name, path) && !(place in EXCEPTIONS)) found.push(place);
    }
  }
  assertEquals(found, []);
});
