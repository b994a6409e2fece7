import { Chats, type Client, Groups, Images } from "@rxgroupme/client";
import { push, webSocketWire } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import { readPlace, typingVia } from "@rxgroupme/client/timeline";
import { topics } from "@rxgroupme/client/topics";
import { bytesOf, fileAt } from "./files.ts";
import type { Later } from "./account.ts";

/** Makes what is loaded behind the first screen. */
export function laterOf(base: Pick<Client, "session" | "user">): Later {
  const { session, user } = base;
  const groups = new Groups(session, user);
  const chats = new Chats(session, user);
  const pushed = push(base, { wire: webSocketWire(), tabs: acrossTabs() });
  return {
    push: pushed,
    read: readPlace({ ...base, groups, chats }),
    typing: typingVia(pushed),
    topics: (groupId) => topics(base, groupId).list(),
    upload: (picture) => new Images(session).fromFile(picture),
    file: (place) => fileAt(session, place),
    download: (place) => bytesOf(session, place),
    message: (key, id) =>
      "groupId" in key
        ? groups.messages(key.groupId).get(id)
        : chats.messages(key.otherUserId).get(id),
  };
}
