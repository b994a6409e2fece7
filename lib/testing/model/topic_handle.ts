import { ConversationHandle } from "./conversation_handle.ts";
import { userOf } from "./founding.ts";
import type { Group } from "./group.ts";
import { assertProfile } from "./handle_checks.ts";
import type { TopicOptions } from "./handle_options.ts";
import { idOf, readHistory, type SimulatedTopic } from "./handles.ts";
import { makeTopic } from "./topics.ts";
import type { World } from "./world.ts";

/** Adds a topic to a group; `meId` is the first user's id. */
export function addTopic(
  world: World,
  group: Group,
  meId: string,
  { history, creator = group.ownerId, ...profile }: TopicOptions = {},
): SimulatedTopic {
  assertProfile(profile, ["private", "announcement"]);
  const topic = makeTopic(world, {
    group,
    creatorId: userOf(world, idOf(creator)).id,
    profile,
    history: readHistory(history, 0),
  });
  const { conversation, name, parentId } = topic;
  const context = { conversation, group, topic };
  const handle = new ConversationHandle(world, context, meId);
  return Object.assign(handle, { name, parentId });
}
