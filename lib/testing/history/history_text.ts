import type { HistoryAuthor, HistoryContext } from "./history_options.ts";
import type { WireEvent } from "../model/wire.ts";

const PHRASES: readonly string[] = [
  "low tide at six",
  "the net is on pier four",
  "bring rope and the lamp",
  "who has the boat key?",
  "wind from south-west",
  "gulls again ☃",
  "fog later, maybe “soon”",
  "said Teo",
  "we meet by the old crane 🌊",
  "no rain until ten",
  "c'est la mer",
  'she said "ok"',
  "harbor café is closed",
  "Straße 北",
  "rowing two hours",
  "back before dark",
  "yes",
  "no 🙏🏽",
].map((phrase) => JSON.stringify(phrase).slice(1, -1));

const MENTIONS = 0;
const LOCATION = 1;
const REPLY = 2;
const PACK = 3;
const NOTICE = 4;
/** The interval of messages of each of the kinds above. */
const KIND_INTERVAL = 97;
const PLACEHOLDER = "\uFFFD";

/** Generates the texts of a seeded history. */
export class HistoryText {
  /** Whether the words come from the user of the simulator. */
  readonly isGiven: boolean;
  readonly #authors: readonly HistoryAuthor[];
  readonly #isDirect: boolean;
  readonly #isVaried: boolean;
  readonly #text: ((index: number) => string) | undefined;

  /** Takes the words from `text`, if there is one. */
  constructor(
    authors: readonly HistoryAuthor[],
    { isDirect }: HistoryContext,
    text?: (index: number) => string,
    isVaried = text === undefined,
  ) {
    this.#authors = authors;
    this.#isDirect = isDirect;
    this.#isVaried = isVaried;
    this.#text = text;
    this.isGiven = text !== undefined;
  }

  /** The words of a message, as JSON. */
  words(index: number, chance: number): string {
    if (this.#text) return JSON.stringify(this.#text(index));
    let text = PHRASES[chance % PHRASES.length] ?? "";
    let rest = chance >>> 5;
    for (let left = chance >>> 30; left > 0; left--) {
      text += ` ${PHRASES[rest % PHRASES.length]}`;
      rest >>>= 5;
    }
    return this.#kind(chance) === PACK
      ? `"${text} ${PLACEHOLDER}"`
      : `"${text}"`;
  }

  /** Whether a message answers the one before it. */
  isReply(chance: number): boolean {
    return this.#kind(chance) === REPLY;
  }

  /** The content of a notice, if the message is one. */
  notice(
    author: HistoryAuthor,
    chance: number,
  ): { text: string; event: WireEvent } | undefined {
    if (this.#kind(chance) !== NOTICE || this.#isDirect) return undefined;
    const user = { id: Number(author.id), nickname: author.name };
    const name = `Crew ${chance % 1000}`;
    const text = `${author.name} changed the group's name to ${name}`;
    return { text, event: { type: "group.name_change", data: { user, name } } };
  }

  /** The list of attachments, as JSON, of a message that is not a picture. */
  attachments(
    chance: number,
    before: { id: string; author: HistoryAuthor } | undefined,
  ): string {
    switch (this.#kind(chance)) {
      case MENTIONS: {
        const other = this.#authors[(chance + 1) % this.#authors.length]?.id;
        return this.#isDirect
          ? "[]"
          : `[{"type":"mentions","user_ids":["${other}"],"loci":[[0,2]]}]`;
      }
      case LOCATION:
        return `[{"type":"location","lat":"41.${
          chance % 1e6
        }","lng":"-71.312800","name":"Pier 4"}]`;
      case REPLY:
        return before === undefined
          ? "[]"
          : `[{"type":"reply","user_id":"${before.author.id}","reply_id":"${before.id}","base_reply_id":"${before.id}"}]`;
      case PACK:
        return `[{"type":"emoji","placeholder":"${PLACEHOLDER}","charmap":[[1,${
          chance % 60
        }]]}]`;
      default:
        return "[]";
    }
  }

  #kind(chance: number): number {
    return this.#isVaried ? (chance >>> 4) % KIND_INTERVAL : KIND_INTERVAL;
  }
}
