import { type JsonObject, toId, toText } from "../wire/json.ts";

/** A group, as profiles and requests show one. */
export interface GroupSummary {
  /** The group's id. */
  readonly groupId: string;
  /** The group's name. */
  readonly name: string | undefined;
  /** The group's picture. */
  readonly imageUrl: string | undefined;
}

/** Reads a group; shared ones name their fields differently. */
export function toGroup(
  { group_id, name, group_name, image_url, group_avatar }: JsonObject,
): GroupSummary {
  return {
    groupId: toId(group_id),
    name: toText(name ?? group_name),
    imageUrl: toText(image_url ?? group_avatar) || undefined,
  };
}
