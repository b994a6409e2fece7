import type { ObjectContext } from "./platform.ts";

/** How many are kept: GroupMe lets messages be edited for minutes or hours. */
const MAX_COPIES = 500;

type Copy = readonly [messageId: string, sinkId: string];

/** Which message of the sink is the copy of which message of GroupMe. */
export class Copies {
  readonly #storage: ObjectContext["storage"];

  /** Kept in the storage of the object. */
  constructor(storage: ObjectContext["storage"]) {
    this.#storage = storage;
  }

  /** The id of a copy; `undefined` where it is not known. */
  async find(messageId: string): Promise<string | undefined> {
    return (await this.#all()).find(([id]) => id === messageId)?.[1];
  }

  /** Keeps a copy, and forgets the oldest beyond the limit. */
  async add(messageId: string, sinkId: string): Promise<void> {
    const others = (await this.#all()).filter(([id]) => id !== messageId);
    const all: Copy[] = [...others, [messageId, sinkId]];
    await this.#storage.put("copies", JSON.stringify(all.slice(-MAX_COPIES)));
  }

  async #all(): Promise<readonly Copy[]> {
    return JSON.parse(String(await this.#storage.get("copies") ?? "[]"));
  }
}
