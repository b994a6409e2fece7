import type { HistoryAuthor, HistoryPlace } from "./history_options.ts";
import type { WireEvent } from "../model/wire.ts";

const phrases: readonly string[] = [
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

const mentions = 0;
const place = 1;
const reply = 2;
const pack = 3;
const notice = 4;
/** One in so many messages is of each of the kinds above. */
const kinds = 97;
const placeholder = "\uFFFD";

/** Says what the messages of a seeded history say. */
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
    { isDirect }: HistoryPlace,
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
    let text = phrases[chance % phrases.length] ?? "";
    let rest = chance >>> 5;
    for (let left = chance >>> 30; left > 0; left--) {
      text += ` ${phrases[rest % phrases.length]}`;
      rest >>>= 5;
    }
    return this.#kind(chance) === pack
      ? `"${text} ${placeholder}"`
      : `"${text}"`;
  }

  /** Whether a message answers the one before it. */
  isReply(chance: number): boolean {
    return this.#kind(chance) === reply;
  }

  /** What a system message says, if this is one. */
  notice(
    author: HistoryAuthor,
    chance: number,
  ): { text: string; event: WireEvent } | undefined {
    if (this.#kind(chance) !== notice || this.#isDirect) return undefined;
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
      case mentions: {
        const other = this.#authors[(chance + 1) % this.#authors.length]?.id;
        return this.#isDirect
          ? "[]"
          : `[{"type":"mentions","user_ids":["${other}"],"loci":[[0,2]]}]`;
      }
      case place:
        return `[{"type":"location","lat":"41.${
          chance % 1e6
        }","lng":"-71.312800","name":"Pier 4"}]`;
      case reply:
        return before === undefined
          ? "[]"
          : `[{"type":"reply","user_id":"${before.author.id}","reply_id":"${before.id}","base_reply_id":"${before.id}"}]`;
      case pack:
        return `[{"type":"emoji","placeholder":"${placeholder}","charmap":[[1,${
          chance % 60
        }]]}]`;
      default:
        return "[]";
    }
  }

  #kind(chance: number): number {
    return this.#isVaried ? (chance >>> 4) % kinds : kinds;
  }
}
