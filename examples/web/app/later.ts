// Loaded behind the first screen, in which whatever both need is then bundled.
import "./app.tsx";
import "./conversation_view.tsx";
import type { Client } from "@rxgroupme/client";
import { push, webSocketWire } from "@rxgroupme/client/push";
import { acrossTabs } from "@rxgroupme/client/push/tabs";
import { readPlace, typingVia } from "@rxgroupme/client/timeline";
import { cardsOf } from "./cards.tsx";
import { EMOJI } from "./emoji.ts";
import type { Later } from "./account.ts";
export { AccountDialog } from "./account_dialog.tsx";
export { PictureViewer } from "./picture_viewer.tsx";
import { messageAt } from "./message_at.ts";
import { topicsOf } from "./topics_of.ts";
import { upload } from "./upload.ts";

/** Makes what is loaded behind the first screen. */
export function laterOf(base: Pick<Client, "session" | "user">): Later {
  const { session } = base;
  const pushed = push(base, { wire: webSocketWire(), tabs: acrossTabs() });
  return {
    push: pushed,
    read: readPlace(base),
    typing: typingVia(pushed),
    emoji: EMOJI,
    topics: (groupId) => topicsOf(session, groupId),
    upload: (picture) => upload(session, picture),
    cards: cardsOf(session),
    message: (key, id) => messageAt(session, key, id),
  };
}
