import { assertLength } from "../../util/validate.ts";
import { type JsonObject, toWire } from "../../wire/json.ts";

/**
 * Settings of a group; what is left out stays as it is. A setting that is not
 * typed here is sent as it is given.
 */
export interface GroupSettings {
  /** Its name, 1 to 140 characters. */
  name?: string | undefined;
  /** Its description, up to 255 characters. */
  description?: string | undefined;
  /** The URL of its picture, at GroupMe's image service; see `client.images`. */
  imageUrl?: string | undefined;
  /** Whether it has a URL under which others join. */
  share?: boolean | undefined;
  /** Whether all members are muted, in older groups. */
  officeMode?: boolean | undefined;
  /** `private`, `closed` or `announcement`. */
  type?: string | undefined;
  /** Its visibility: `hidden`, `searchable` or `community`. */
  visibility?: string | undefined;
  /** Whether an admin has to let new members in. */
  requiresApproval?: boolean | undefined;
  /** Whether new members are asked a question. */
  showJoinQuestion?: boolean | undefined;
  /** The question that new members are asked. */
  joinQuestion?: { type: string; text: string } | undefined;
  /** The name of its theme. */
  themeName?: string | undefined;
  /** The emoji that stands for a like. */
  likeIcon?: { type: string; pack_id: number; pack_index: number };
  /** The roles that may delete messages: `sender`, `admin`, `creator`. */
  messageDeletionMode?: readonly string[] | undefined;
  /** Settings that are not typed here. */
  [field: string]: unknown;
}

/**
 * Settings in GroupMe's words.
 *
 * @throws {TypeError} With a name or a description that is not a string.
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
