import { assertLength } from "../../util/validate.ts";
import { type JsonObject, toWire } from "../../wire/json.ts";

/**
 * Settings of a group; what is left out stays as it is. A setting that is not
 * typed here is sent as it is given.
 */
export interface GroupSettings {
  /** Its name, 1 to 140 characters. */
  name?: string;
  /** Its description, up to 255 characters. */
  description?: string;
  /** The URL of its picture, at GroupMe's image service; see `client.images`. */
  imageUrl?: string;
  /** Whether it has a URL under which others join. */
  share?: boolean;
  /** Mutes everybody, in older groups. */
  officeMode?: boolean;
  /** `private`, `closed` or `announcement`. */
  type?: string;
  /** Who finds it: `hidden`, `searchable` or `community`. */
  visibility?: string;
  /** Whether an admin has to let new members in. */
  requiresApproval?: boolean;
  /** Whether new members are asked a question. */
  showJoinQuestion?: boolean;
  /** The question that new members are asked. */
  joinQuestion?: { type: string; text: string };
  /** The name of its theme. */
  themeName?: string;
  /** The emoji that stands for a like. */
  likeIcon?: { type: string; pack_id: number; pack_index: number };
  /** Who may delete messages: `sender`, `admin`, `creator`. */
  messageDeletionMode?: readonly string[];
  /** Settings that are not typed here. */
  [field: string]: unknown;
}

/**
 * Settings as GroupMe takes them.
 *
 * @throws {TypeError} With a name or a description that is no text.
 * @throws {RangeError} With one that is too long, or an empty name.
 */
export function toGroupSettings(settings: GroupSettings): JsonObject {
  const { name, description } = settings;
  if (name !== undefined) assertLength(name, 1, 140, "name");
  if (description !== undefined) {
    assertLength(description, 0, 255, "description");
  }
  return toWire(settings);
}
