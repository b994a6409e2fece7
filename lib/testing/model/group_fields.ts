import { asText, type Fields } from "../server/body.ts";
import type { GroupProfile } from "./group.ts";

/** Reads the settings of a group from a request; `null` clears a field. */
export function readProfile(fields: Fields): Partial<GroupProfile> {
  const profile: Partial<GroupProfile> = {};
  const set = <Key extends keyof GroupProfile>(
    name: string,
    key: Key,
    read: (value: unknown) => GroupProfile[Key],
  ) => {
    if (Object.hasOwn(fields, name)) profile[key] = read(fields[name]);
  };
  const text = (value: unknown) => asText(value) ?? "";
  const textOrNull = (value: unknown) => asText(value) ?? null;
  const type = (value: unknown) => asText(value) ?? "private";
  set("name", "name", text);
  set("description", "description", text);
  set("image_url", "imageUrl", textOrNull);
  set("type", "type", type);
  set("group_type", "type", type);
  set("office_mode", "officeMode", Boolean);
  set("requires_approval", "requiresApproval", Boolean);
  set("show_join_question", "showJoinQuestion", Boolean);
  set("join_question", "joinQuestion", asIs);
  set("like_icon", "likeIcon", asIs);
  set("theme_name", "themeName", textOrNull);
  set("visibility", "visibility", (value) => asText(value) ?? "hidden");
  set("message_deletion_mode", "messageDeletionMode", asIs);
  return profile;
}

/** The error of settings that are not valid, if they are not. */
export function profileError(
  { name, description }: Partial<GroupProfile>,
): string | undefined {
  if (name !== undefined && name.trim() === "") return "Topic can't be blank";
  if ((name ?? "").length > 140) return "name is too long";
  return (description ?? "").length > 255
    ? "description is too long"
    : undefined;
}

function asIs(value: unknown): unknown {
  return value ?? null;
}
