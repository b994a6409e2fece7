import { showConversation } from "../platform/conversation.ts";
import { harness } from "../harness.ts";

harness((place, live) => {
  const list = document.createElement("ul");
  place.append(list);
  return showConversation(list, live);
});
